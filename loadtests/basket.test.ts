import { describe, expect, it } from 'vitest';
import { Random } from '../tools/seed/random.ts';
import { basketOf, uniform, zipf } from './basket.ts';

const ids = Array.from({ length: 100 }, (_, n) => `p${n}`);
const drawn = (draw: (source: Random) => number, times: number): readonly number[] => {
  const [random, counts] = [new Random(7), Array<number>(100).fill(0)];
  for (let n = 0; n < times; n += 1) {
    const index = draw(random);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
};

describe('drawing', () => {
  it('evenly takes each about as often as any other', () => {
    const counts = drawn(uniform(100), 100_000);
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1_150);
  });

  it('by Zipf takes the n-th as often as 1/n', () => {
    const counts = drawn(zipf(100), 100_000);
    const first = counts[0] ?? 0;
    for (const rank of [2, 4, 10]) expect((counts[rank - 1] ?? 0) / first).toBeCloseTo(1 / rank, 1);
    expect(counts.every((count) => count > 0)).toBe(true);
  });

  it('never leaves the list, at either end of the numbers', () => {
    for (const value of [0, 0.999_999_999]) {
      const source = { next: () => value };
      expect(ids[zipf(100)(source)]).toBe(value === 0 ? 'p0' : 'p99');
      expect(ids[uniform(100)(source)]).toBe(value === 0 ? 'p0' : 'p99');
    }
  });
});

describe('a basket', () => {
  it('has 1 to 10 lines of 1 to 10 each, no product twice', () => {
    const random = new Random(1);
    const size = { mostLines: 10, mostOfEach: 10 };
    const baskets = Array.from({ length: 2_000 }, () => basketOf(ids, uniform(100), random, size));
    const lines = baskets.map((basket) => basket.length);
    expect([Math.min(...lines), Math.max(...lines)]).toEqual([1, 10]);
    const quantities = baskets.flat().map(({ quantity }) => quantity);
    expect([Math.min(...quantities), Math.max(...quantities)]).toEqual([1, 10]);
    for (const basket of baskets) expect(new Set(basket.map(({ productId }) => productId)).size).toBe(basket.length);
  });
});
