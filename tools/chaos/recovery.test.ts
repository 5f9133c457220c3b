import { describe, expect, it } from 'vitest';
import type { Offer } from './ledger.ts';
import { inFlightAt, quantile, recoveriesOf, recoveryMs } from './recovery.ts';
import type { Fault } from './schedule.ts';

/** Ten orders a second for 20 s; those offered from `from` until `until` are `bad`. */
const offers = (from: number, until: number, bad: (at: number) => Offer): readonly Offer[] =>
  Array.from({ length: 200 }, (_, i) => i * 100).map((at) =>
    at >= from && at < until ? bad(at) : { at, endedAt: at + 40, accepted: true },
  );
const refused = (at: number): Offer => ({ at, endedAt: at + 5, accepted: false });
const late = (at: number): Offer => ({ at, endedAt: at + 1_500, accepted: true });
const kill = (at: number): Fault => ({ at, action: 'kill', target: 'order', ms: 0 });

describe('recovery', () => {
  it('is the time to the next order where nothing suffered', () => {
    expect(recoveryMs(offers(0, 0, refused), 5_000)).toBe(40);
  });

  it.each([
    ['failed', refused],
    ['came late', late],
  ])('is the time until orders are accepted again, after some %s', (_, bad) => {
    expect(recoveryMs(offers(5_000, 7_500, bad), 5_000)).toBe(2_540);
  });

  it('bears one bad order in twenty', () => {
    expect(recoveryMs(offers(5_900, 6_000, refused), 5_000)).toBe(40);
    expect(recoveryMs(offers(5_900, 6_100, refused), 5_000)).toBe(1_140);
  });

  it('is not known when the load ended first, or there was none', () => {
    expect(recoveryMs(offers(5_000, 20_000, refused), 5_000)).toBeUndefined();
    expect(recoveryMs([], 0)).toBeUndefined();
  });

  it('tells faults that came alone from those that did not', () => {
    const pause: Fault = { at: 1_000, action: 'pause', target: 'user', ms: 3_000 };
    const alone = (faults: readonly Fault[]) =>
      recoveriesOf(faults, offers(12_000, 13_000, refused)).map((r) => r.alone);
    expect(alone([pause, kill(12_000)])).toEqual([true, true]);
    expect(alone([{ ...pause, ms: 9_000 }, kill(12_000)])).toEqual([true, false]);
    expect(alone([kill(12_000), kill(12_500)])).toEqual([false, false]);
  });
});

describe('orders in flight', () => {
  it('count from acceptance, and from the end of the last fault that met them', () => {
    const faults = [kill(1_000), { ...kill(2_000), action: 'pause' as const, ms: 4_000 }];
    const lives = [
      { acceptedAt: 500, endedAt: 9_000 },
      { acceptedAt: 5_000, endedAt: 5_500 },
      { acceptedAt: 7_000, endedAt: 8_000 },
    ];
    expect(inFlightAt(faults, lives)).toEqual({ took: [8_500, 500], afterFault: [3_000, 0] });
  });
});

it.each([
  [[], 0.5, undefined],
  [[3], 0.99, 3],
  [[4, 1, 3, 2], 0.5, 2],
  [[4, 1, 3, 2], 1, 4],
])('of %j the quantile %d is %s', (values, q, expected) => expect(quantile(values, q)).toBe(expected));
