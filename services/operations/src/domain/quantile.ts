/** How many observations were no longer than each bound; `+Inf` holds all. */
export type Buckets = ReadonlyMap<string, number>;

const boundOf = (le: string): number => (le === '+Inf' ? Infinity : Number(le));

/**
 * The value below which a share of the observations lies, interpolated in its bucket as Prometheus does it; null without
 * any. What lies beyond the last finite bound counts as that bound.
 */
export const quantile = (share: number, buckets: Buckets): number | null => {
  const sorted = [...buckets].map(([le, count]) => ({ le: boundOf(le), count })).toSorted((a, b) => a.le - b.le);
  const rank = share * (sorted.at(-1)?.count ?? 0);
  if (rank === 0) return null;
  const at = sorted.findIndex(({ count }) => count >= rank);
  const below = sorted[at - 1] ?? { le: 0, count: 0 };
  const bucket = sorted[at];
  if (!bucket || bucket.le === Infinity) return below.le;
  return below.le + ((bucket.le - below.le) * (rank - below.count)) / (bucket.count - below.count);
};
