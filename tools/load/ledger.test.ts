import { afterEach, describe, expect, it, vi } from 'vitest';
import { check, rules } from '@mercato/conservation';
import { brokenInvariants } from './invariants.ts';
import { type Ledger, startLedger } from './ledger.ts';

let ledger: Ledger | undefined;
afterEach(() => ledger?.close());

const post = (path: string, body = ''): Promise<Response> => fetch(`${ledger?.url}${path}`, { method: 'POST', body });

describe('the ledger of a load', () => {
  it('knows each accepted order once, and answers what the check finds', async () => {
    const begun = vi.fn<() => void>();
    ledger = await startLedger({ begun, check: (accepted) => Promise.resolve({ accepted }) });
    await post('/begun');
    for (const id of ['a', 'b', 'a']) await post('/accepted', id);
    expect(begun).toHaveBeenCalledOnce();
    expect(await (await post('/check')).json()).toEqual({ accepted: ['a', 'b'] });
  });

  it('says so when there was no check: nobody may take that for a good one', async () => {
    ledger = await startLedger({ begun: () => undefined, check: () => Promise.reject(new Error('no shop')) });
    expect((await post('/check')).status).toBe(500);
    expect((await post('/elsewhere')).status).toBe(404);
  });
});

describe('broken invariants', () => {
  it('are counted by what was broken', () => {
    const findings = ['money.sum', 'stock.balance', 'stock.reserved', 'queue.waiting', 'order.missing'];
    expect(brokenInvariants(findings.map((rule) => ({ rule })))).toEqual({
      double_charges: 1,
      oversold: 2,
      lost_orders: 2,
    });
  });

  it('are none where the checker finds nothing, of all its rules', () => {
    expect(Object.keys(rules).length).toBeGreaterThan(20);
    const nothing = { products: [], orders: [], queues: [], deadLetters: [], events: { since: '', entries: [] } };
    expect(brokenInvariants(check(nothing))).toEqual({ double_charges: 0, oversold: 0, lost_orders: 0 });
  });

  it('count an order that was promised and is not there as lost', () => {
    const nothing = { products: [], orders: [], queues: [], deadLetters: [], events: { since: '', entries: [] } };
    const findings = check(nothing, { accepted: ['o-1'], poison: [] });
    expect(brokenInvariants(findings)).toMatchObject({ lost_orders: 1 });
  });
});
