import { describe, expect, it } from 'vitest';
import { quantile } from './quantile.ts';

const buckets = (counts: Readonly<Record<string, number>>) => new Map(Object.entries(counts));

describe('a quantile', () => {
  it('is interpolated in its bucket', () => {
    const some = buckets({ '0.1': 50, '0.5': 90, '1': 100, '+Inf': 100 });
    expect(quantile(0.5, some)).toBeCloseTo(0.1);
    expect(quantile(0.7, some)).toBeCloseTo(0.3);
    expect(quantile(0.95, some)).toBeCloseTo(0.75);
  });

  it('begins at zero, and ends at the last bound', () => {
    expect(quantile(0.5, buckets({ '0.1': 10, '+Inf': 10 }))).toBeCloseTo(0.05);
    expect(quantile(0.99, buckets({ '0.1': 1, '+Inf': 10 }))).toBe(0.1);
  });

  it('is in whatever order the bounds come', () => {
    expect(quantile(0.5, buckets({ '+Inf': 10, '10': 10, '2': 0 }))).toBeCloseTo(6);
  });

  it('is none of nothing', () => {
    expect(quantile(0.5, buckets({}))).toBeNull();
    expect(quantile(0.5, buckets({ '0.1': 0, '+Inf': 0 }))).toBeNull();
  });
});
