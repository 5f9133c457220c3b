import { describe, expect, it } from 'vitest';
import { intervalOf, ratioOf, slopeOf } from './statistics.ts';

describe('an interval', () => {
  it('is that of a textbook', () => {
    // Mean 5, standard deviation 2 / sqrt(2) * ..., n = 5, t = 2.776.
    const { mean, low, high } = intervalOf([3, 4, 5, 6, 7]);
    expect(mean).toBe(5);
    expect(high - mean).toBeCloseTo(2.776 * Math.sqrt(2.5 / 5), 3);
    expect(mean - low).toBeCloseTo(high - mean, 9);
  });

  it('of equal values has no width, and one value has none', () => {
    expect(intervalOf([2, 2, 2])).toEqual({ mean: 2, low: 2, high: 2 });
    expect(() => intervalOf([2])).toThrow('two values');
  });
});

describe('a ratio', () => {
  it('compares each block with itself, so that a slow minute counts on both sides', () => {
    const blocks = [100, 10, 1_000].map((speed) => ({ a: [speed, speed], b: [speed * 0.98, speed * 0.98] }));
    const { mean, low, high } = ratioOf(blocks);
    expect(mean).toBeCloseTo(0.98, 9);
    expect(high - low).toBeCloseTo(0, 9);
  });

  it('is as uncertain as its blocks differ', () => {
    const { mean, low, high } = ratioOf([
      { a: [100], b: [50] },
      { a: [100], b: [200] },
    ]);
    expect(mean).toBeCloseTo(1, 9);
    expect(low).toBeLessThan(0.5);
    expect(high).toBeGreaterThan(2);
  });
});

describe('a slope', () => {
  const line = (ys: readonly number[]) => slopeOf(ys.map((y, x) => ({ x, y })));

  it('is that of the line that passes through all points, or next to them', () => {
    expect(line([1, 3, 5, 7])).toEqual({ mean: 2, low: 2, high: 2 });
    // Slope 0.6, residuals of 2.4 in all, three degrees of freedom, t = 3.182.
    const { mean, low, high } = line([2, 4, 5, 4, 5]);
    expect(mean).toBeCloseTo(0.6, 9);
    expect(high - mean).toBeCloseTo(3.182 * Math.sqrt(2.4 / 3 / 10), 3);
    expect(mean - low).toBeCloseTo(high - mean, 9);
  });

  it('of what only goes up and down is not told from none', () => {
    const { low, high } = line([5, 9, 5, 9, 5, 9, 5]);
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
  });

  it('of two points has no interval', () => expect(() => line([1, 2])).toThrow('three points'));
});
