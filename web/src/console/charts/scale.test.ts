import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaPath, indexAt, largestOf, latestOf, linePath, positionOf, roundTop } from './scale.ts';

const ten = { from: 0, to: 10 };
const box = { left: 0, top: 0, width: 100, height: 50 };

describe('the top of a scale', () => {
  it.each([
    [0, 1],
    [Number.NaN, 1],
    [0.034, 0.05],
    [1, 1],
    [1.2, 2],
    [2.2, 2.5],
    [7, 10],
    [99, 100],
    [100, 100],
    [101, 200],
  ])('above %s is %s', (largest, top) => expect(roundTop(largest)).toBeCloseTo(top, 10));

  it('is never below the largest value, and never far above', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (largest) => {
        const top = roundTop(largest);
        expect(top).toBeGreaterThanOrEqual(largest * 0.999_99);
        expect(top).toBeLessThanOrEqual(largest * 2.51);
      }),
    );
  });

  it('counts every line and no gap', () => expect(largestOf([[1, null], [3], []])).toBe(3));
});

describe('the path of a line', () => {
  it('goes from the left to the right, larger values higher', () =>
    expect(linePath([0, 5, 10], ten, box)).toBe('M0.0 50.0L50.0 25.0L100.0 0.0'));

  it('is parted where nothing was measured, and a single measure is a dash', () =>
    expect(linePath([0, 10, null, 10, null], ten, box)).toBe('M0.0 50.0L25.0 0.0M75.0 0.0h1.5'));

  it('stays inside of the box, whatever is measured', () =>
    expect(linePath([20, 20], ten, box)).toBe('M0.0 0.0L100.0 0.0'));

  it('may begin above zero, and what lies below is at its floor', () =>
    expect(linePath([0.5, 0.9, 1], { from: 0.8, to: 1 }, box)).toBe('M0.0 50.0L50.0 25.0L100.0 0.0'));

  it('of nothing is nothing', () => {
    expect(linePath([], ten, box)).toBe('');
    expect(areaPath([null, 1, null], ten, box)).toBe('');
  });

  it('has its area down to the floor', () =>
    expect(areaPath([10, 10], ten, box)).toBe('M0.0 50.0L0.0 0.0L100.0 0.0V50.0z'));
});

it('the pointer finds the value below it, and the value its place', () => {
  expect([-5, 0, 49, 51, 100, 400].map((x) => indexAt(x, 3, box))).toEqual([0, 0, 1, 1, 2, 2]);
  expect([0, 1, 2].map((index) => positionOf(index, 3, box))).toEqual([0, 50, 100]);
  expect(positionOf(0, 1, box)).toBe(100);
});

it('the latest value is the last that was measured', () => {
  expect(latestOf([1, 2, null])).toBe(2);
  expect(latestOf([null])).toBeNull();
  expect(latestOf([])).toBeNull();
});
