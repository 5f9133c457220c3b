import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOf, settled, type SharedBuckets } from './shared-buckets.ts';

const rate = { perSecond: 100, burst: 200 };
const rules = { rate, replicas: 4, periodMs: 500 };
const report = { debt: 0, left: 0, demand: 0 };

describe('a shared bucket', () => {
  it('is full at first, and grants a part of what is there while there is plenty', () => {
    const { granted } = settled({}, 'eve', { ...report, demand: 10 }, rules, 0);
    expect(granted).toEqual({ tokens: 28.125, rest: 171.875 });
  });

  it('grants what is asked for until the next report, as far as there is any', () => {
    const first = settled({}, 'eve', { ...report, demand: 1_000 }, rules, 0);
    expect(first.granted).toEqual({ tokens: 225, rest: -25 });
    const second = settled(first.buckets, 'eve', { ...report, demand: 1_000 }, rules, 500);
    expect(second.granted).toEqual({ tokens: 50, rest: -25 });
  });

  it('takes back what a replica has no use for', () => {
    const { granted } = settled({ eve: { tokens: 0, at: 0 } }, 'eve', { ...report, left: 40 }, rules, 0);
    expect(granted.tokens).toBeLessThan(-30);
  });

  it('takes debts to account, and forgives more than a burst', () => {
    expect(settled({}, 'eve', { ...report, debt: 300 }, rules, 0).granted).toEqual({ tokens: 0, rest: -100 });
    expect(settled({}, 'eve', { ...report, debt: 9_000 }, rules, 0).granted.rest).toBe(-200);
  });

  it('does not wait for a clock that is far ahead', () => {
    const ahead: SharedBuckets = { eve: { tokens: 0, at: 3_600_000 } };
    const { buckets } = settled(ahead, 'eve', report, rules, 0);
    expect(settled(buckets, 'eve', report, rules, 1_000).granted.rest).toBeGreaterThan(50);
  });

  it('goes when it is full again, and the emptiest stay where there are too many', () => {
    const others = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`c${n}`, { tokens: n / 2, at: 0 }]));
    const { buckets } = settled({ ...others, full: { tokens: 200, at: 0 } }, 'eve', report, rules, 0);
    expect(Object.keys(buckets)).toHaveLength(200);
    expect(buckets).toHaveProperty('eve');
    expect(buckets).toHaveProperty('c0');
    expect(buckets).not.toHaveProperty('full');
  });

  it('never grants more than a burst, the rate and half a period', () => {
    const reports = fc.record({ after: fc.nat(2_000), left: fc.nat(100), demand: fc.nat(1_000) });
    fc.assert(
      fc.property(fc.array(reports, { maxLength: 50 }), (all) => {
        let [now, sum, buckets]: [number, number, SharedBuckets] = [0, 0, {}];
        for (const { after, left, demand } of all) {
          now += after;
          const result = settled(buckets, 'eve', { debt: 0, left, demand }, rules, now);
          buckets = result.buckets;
          sum += Math.max(0, result.granted.tokens);
          // What is given back is granted once more.
          sum += Math.min(0, result.granted.tokens);
        }
        expect(sum).toBeLessThanOrEqual(200 + (100 * now) / 1000 + 25 + 1e-6);
      }),
    );
  });
});

it('names neither people nor addresses', () => {
  const { slot, name } = placeOf('address:192.0.2.1');
  expect(slot).toBeLessThan(1024);
  expect(name).toMatch(/^[\w-]{22}$/);
  expect(placeOf('address:192.0.2.1')).toEqual({ slot, name });
  expect(placeOf('address:192.0.2.2').name).not.toBe(name);
});
