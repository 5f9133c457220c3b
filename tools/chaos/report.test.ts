import { expect, it } from 'vitest';
import { healthyShop } from '@mercato/conservation/example';
import { Ledger } from './ledger.ts';
import { reportOf, type RunFacts } from './report.ts';
import { faultLine, summaryOf } from './summary.ts';

const options = { kills: 1, seed: 5, replicas: { order: 2 }, rate: 2, everyMs: 1_000, visibilitySeconds: 5 };

const run = (): RunFacts => {
  const ledger = new Ledger();
  ledger.attempts.push(
    { kind: 'placeOrder', at: 0, ms: 9, status: 202 },
    { kind: 'placeOrder', at: 5, ms: 9, status: 'lost' },
    { kind: 'getCart', at: 9, ms: 9, status: 404 },
    { kind: 'getCart', at: 19, ms: 9, status: 500, mistake: '{"code":"internal.error"}' },
  );
  for (let at = 0; at < 10_000; at += 250) ledger.offers.push({ at, endedAt: at + 20, accepted: true });
  const facts = healthyShop();
  return {
    options,
    ledger,
    accepted: facts.orders.map(({ id }) => id),
    faults: [{ at: 3_100, action: 'kill', target: 'order', ms: 0 }],
    facts,
    findings: [],
    indexes: [{ index: 'all-orders', listing: '2026-01-01', differences: [{ what: 'missing', id: 'placed' }] }],
    deliveries: { messages: 9, repeated: 2, retried: 1 },
  };
};

it('says what became of every order, request and fault', () => {
  const report = reportOf(run());
  expect(report.orders).toMatchObject({
    accepted: 7,
    confirmed: 5,
    cancelledLater: 1,
    refused: { 'payment.declined': 1 },
    parked: [{ id: 'parked' }],
  });
  expect(report.requests).toEqual({
    byStatus: { 202: 1, 404: 1, 500: 1, lost: 1 },
    failed: { 'placeOrder lost': 1, 'getCart 500': 1 },
    mistakes: ['getCart: {"code":"internal.error"}'],
    gaveUp: 0,
  });
  expect(report.recovery.alone).toMatchObject({ 'kill app': { count: 1, most: 170, unknown: 0 } });
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});

it('is read by people in some lines', () => {
  const text = summaryOf(reportOf(run())).join('\n');
  expect(text).toContain('7 accepted, 5 confirmed (1 cancelled later), 1 refused, 1 parked');
  expect(text).toContain('! parked waits for a person');
  expect(text).toContain('! 500 getCart: {"code":"internal.error"}');
  expect(text).toContain('indexes: 1 differ');
  expect(text).toContain('all-orders differs, 2026-01-01: missing placed');
  expect(text).toContain('9 handled, 2 duplicates absorbed, 1 deliveries put off');
  expect(text).toContain('after kill app 1: median 0.2 s');
});

it.each([
  [{ at: 12_340, action: 'kill', target: 'order-2', ms: 0 } as const, '   12.3 s  order-2                kill'],
  [{ at: 0, action: 'slow', target: 'store', ms: 4_200, delayMs: 300 } as const, 'slow by 300 ms for 4.2 s'],
])('a fault is one line', (fault, line) => expect(faultLine(fault)).toContain(line));
