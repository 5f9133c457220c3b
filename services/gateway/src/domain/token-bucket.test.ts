import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bucket, filled, fullBucket, type Rate, shareOf, spent } from './token-bucket.ts';

const rate: Rate = { perSecond: 10, burst: 5 };

const admitted = (bucket: Bucket, times: number, now: number): readonly [number, Bucket] => {
  let [count, rest] = [0, filled(bucket, rate, now)];
  for (let n = 0; n < times; n += 1) {
    const after = spent(rest, 1);
    if (after) [count, rest] = [count + 1, after];
  }
  return [count, rest];
};

describe('a token bucket', () => {
  it('fills up slowly, never above the burst', () => {
    const [first, empty] = admitted(fullBucket(rate, 0), 10, 0);
    expect(first).toBe(5);
    expect(admitted(empty, 10, 99)[0]).toBe(0);
    expect(admitted(empty, 10, 100)[0]).toBe(1);
    expect(admitted(empty, 10, 1_000_000)[0]).toBe(5);
  });

  it('is not fooled by a clock that goes back', () => {
    const [, empty] = admitted(fullBucket(rate, 10_000), 5, 10_000);
    expect(admitted(empty, 1, 0)[0]).toBe(0);
    expect(filled(empty, rate, 0).at).toBe(10_000);
  });

  it('pays its debts first', () => {
    expect(admitted({ tokens: -1, at: 0 }, 1, 150)[0]).toBe(0);
    expect(admitted({ tokens: -1, at: 0 }, 1, 200)[0]).toBe(1);
  });

  it('admits at most burst + rate × time, whatever the arrivals', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { maxLength: 200 }), (gaps) => {
        let [now, total, bucket] = [0, 0, fullBucket(rate, 0)];
        for (const gap of gaps) {
          now += gap;
          const [count, rest] = admitted(bucket, 1, now);
          [total, bucket] = [total + count, rest];
        }
        expect(total).toBeLessThanOrEqual(5 + (10 * now) / 1000 + 1e-6);
      }),
    );
  });

  it('can be shared out', () => {
    expect(shareOf(rate, 5)).toEqual({ perSecond: 2, burst: 1 });
  });
});
