/** Student's t for 95 %, two-sided, by degrees of freedom from 1. */
const t95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];
const normal95 = 1.96;

export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The mean of independent values with its 95 % interval by Student's t. */
export const intervalOf = (values: readonly number[]): Interval => {
  if (values.length < 2) throw new Error('an interval needs two values at least');
  const mean = meanOf(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const half = (t95[values.length - 2] ?? normal95) * Math.sqrt(variance / values.length);
  return { mean, low: mean - half, high: mean + half };
};

/** The ratio b : a of blocks of measurements, each block beside its own, with its interval. Computed on logarithms: a ratio of 2 is as far from 1 as one of 0.5. */
export const ratioOf = (
  blocks: readonly { readonly a: readonly number[]; readonly b: readonly number[] }[],
): Interval => {
  const logs = blocks.map(({ a, b }) => meanOf(b.map(Math.log)) - meanOf(a.map(Math.log)));
  const { mean, low, high } = intervalOf(logs);
  return { mean: Math.exp(mean), low: Math.exp(low), high: Math.exp(high) };
};

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The slope of the line through points by least squares, with its 95 % interval by Student's t. */
export const slopeOf = (points: readonly Point[]): Interval => {
  const degrees = points.length - 2;
  if (degrees < 1) throw new Error('a slope with an interval needs three points at least');
  const [x, y] = [meanOf(points.map((point) => point.x)), meanOf(points.map((point) => point.y))];
  const spread = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  const slope = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / spread;
  const residual = points.reduce((sum, point) => sum + (point.y - y - slope * (point.x - x)) ** 2, 0);
  const half = (t95[degrees - 1] ?? normal95) * Math.sqrt(residual / degrees / spread);
  return { mean: slope, low: slope - half, high: slope + half };
};
