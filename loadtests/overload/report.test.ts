import { expect, it } from 'vitest';
import type { LoadResult } from './load.ts';
import { curveOf, formatCurve, keptOf, type Round } from './report.ts';

const result = (goodput: number): LoadResult => ({
  offered: 600,
  goodput,
  shed: 300,
  limited: 100,
  late: 0,
  p50: 200,
  p95: 400,
  p95Shed: 5,
});
const round = (arm: Round['arm'], times: number, goodput: number): Round => ({ arm, times, result: result(goodput) });
const rounds = [
  round('on', 3, 180),
  round('on', 1, 200),
  round('on', 3, 200),
  round('off', 1, 200),
  round('off', 3, 10),
];

it('draws a curve of each arm, and says what is left of the peak', () => {
  const curve = curveOf(rounds, 'on');
  expect(curve.map(({ times, goodput, refused }) => [times, goodput, refused])).toEqual([
    [1, 200, 400],
    [3, 190, 400],
  ]);
  expect(keptOf(curve)).toBeCloseTo(0.95);
  expect(keptOf(curveOf(rounds, 'off'))).toBeCloseTo(0.05);
  expect(formatCurve(rounds)).toContain('| 3× | 600 | 190 | 400 | 400 | 5 | 10 | 400 |');
});
