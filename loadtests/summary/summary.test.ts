import { describe, expect, it } from 'vitest';
import { htmlOf } from './html.ts';
import { type Summary, summaryOf } from './summary.ts';
import { textOf } from './text.ts';

const data: Summary = {
  state: { testRunDurationMs: 20_400 },
  root_group: {
    checks: [
      { name: 'getProduct answers as it should', fails: 0 },
      { name: 'placeOrder answers 500 internal.error', fails: 1 },
      { name: 'login answers nothing (k6 1050)', fails: 3 },
      ...Array.from({ length: 30 }, (_, n) => ({ name: `listOrders answers ${500 + n}`, fails: 1 })),
    ],
  },
  metrics: {
    checks: { type: 'rate', values: { rate: 0.9991 }, thresholds: { 'rate>=0.999': { ok: true } } },
    'http_req_duration{kind:read}': {
      type: 'trend',
      values: { 'p(99)': 612.3456789 },
      thresholds: { 'p(99)<=500': { ok: false } },
    },
    'http_req_duration{flow:browse}': {
      type: 'trend',
      values: { count: 120, med: 5, 'p(95)': 20, 'p(99)': 31.26, max: 40 },
      thresholds: { 'max>=0': { ok: true } },
    },
    lost_orders: { type: 'counter', values: { count: 0, rate: 0 }, thresholds: { 'count==0': { ok: true } } },
    checkout_time: { type: 'trend', values: {}, thresholds: { 'p(99)<=10000': { ok: true } } },
  },
};
const summary = summaryOf('average', data);

describe('a summary', () => {
  it('says what was demanded and what was measured', () => {
    expect(summary.passed).toBe(false);
    expect(summary.demands).toEqual([
      { metric: 'checks', threshold: 'rate>=0.999', measured: '0.9991', ok: true },
      { metric: 'http_req_duration{kind:read}', threshold: 'p(99)<=500', measured: '612.3457', ok: false },
      { metric: 'lost_orders', threshold: 'count==0', measured: '0', ok: true },
      { metric: 'checkout_time', threshold: 'p(99)<=10000', measured: 'nothing', ok: true },
    ]);
  });

  it('has a row for each flow', () => {
    expect(summary.flows).toEqual([{ flow: 'browse', requests: 120, p50: 5, p95: 20, p99: 31.26, most: 40 }]);
    expect(summary.facts).toContainEqual(['checks rate', '0.9991']);
  });

  it('says which answers should not have been given, the most frequent first, and not endlessly', () => {
    expect(summary.failures).toHaveLength(20);
    expect(summary.failures.slice(0, 2)).toEqual([
      { what: 'login answers nothing (k6 1050)', count: 3 },
      { what: 'placeOrder answers 500 internal.error', count: 1 },
    ]);
    expect(textOf(summary)).toContain('✗ placeOrder answers 500 internal.error: 1×');
    expect(htmlOf(summary)).toContain('placeOrder answers 500 internal.error');
  });

  it('reads well in a terminal', () => {
    const text = textOf(summary);
    expect(text).toContain('✗ average, 20 s');
    expect(text).toContain('✗ http_req_duration{kind:read} p(99)<=500 (measured: 612.3457)');
    expect(text).toMatch(/browse +120 +5\.0 +20\.0 +31\.3 +40\.0/);
  });

  it('is a page that asks nobody for anything, and shows no markup of others', () => {
    const html = htmlOf({ ...summary, profile: '<script>' });
    expect(html).not.toMatch(/https?:|src=|<script/);
    expect(html).toContain('&#60;script&#62;');
    expect(html).toContain('p(99)&#60;=500');
  });
});
