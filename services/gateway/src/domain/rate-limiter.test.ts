import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateLimiter } from './rate-limiter.ts';

describe('RateLimiter', () => {
  it('fills up slowly, never above the burst', () => {
    const limiter = new RateLimiter({ perSecond: 10, burst: 5 });
    const admitted = (times: number, now: number): number =>
      Array.from({ length: times }, () => limiter.admit('a', now)).filter((a) => a.allowed).length;
    expect(admitted(10, 0)).toBe(5);
    expect(admitted(10, 99)).toBe(0);
    expect(admitted(10, 100)).toBe(1);
    expect(admitted(10, 1_000_000)).toBe(5);
  });

  it('says when it is worth coming again', () => {
    const limiter = new RateLimiter({ perSecond: 1, burst: 1 });
    limiter.admit('a', 0);
    const refused = limiter.admit('a', 0);
    expect(refused).toEqual({ allowed: false, limit: 1, remaining: 0, resetSeconds: 1, retryAfterSeconds: 1 });
    expect(limiter.admit('a', refused.retryAfterSeconds * 1000).allowed).toBe(true);
  });

  it('is not fooled by a clock that goes back', () => {
    const limiter = new RateLimiter({ perSecond: 1, burst: 1 });
    limiter.admit('a', 10_000);
    expect(limiter.admit('a', 0).allowed).toBe(false);
  });

  it('admits at most burst + rate × time, whatever the arrivals', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { maxLength: 200 }), (gaps) => {
        const limiter = new RateLimiter({ perSecond: 10, burst: 5 });
        let [now, admitted] = [0, 0];
        for (const gap of gaps) {
          now += gap;
          if (limiter.admit('a', now).allowed) admitted += 1;
        }
        expect(admitted).toBeLessThanOrEqual(5 + (10 * now) / 1000 + 1e-6);
      }),
    );
  });

  it('remembers a bounded number of callers, and forgets the one unheard of for longest', () => {
    const limiter = new RateLimiter({ perSecond: 1, burst: 1, callers: 3 });
    for (const caller of ['a', 'b', 'c', 'a', 'd']) limiter.admit(caller, 0);
    expect(limiter.size).toBe(3);
    expect(limiter.admit('a', 0).allowed).toBe(false);
    expect(limiter.admit('b', 0).allowed).toBe(true);
  });
});
