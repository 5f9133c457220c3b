import type { ListingDifferences, Replayed } from './replay.ts';

const mostShown = 5;

const shown = ({ listing, differences }: ListingDifferences): string => {
  const some = differences.slice(0, mostShown).map(({ what, id }) => `${what} ${id}`);
  const more = differences.length - some.length;
  return `${listing}: ${some.join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
};

export const differsLine = (one: ListingDifferences): string => `  ${one.index} differs, ${shown(one)}`;

/** What came of each index, to be read by people. */
export const summaryOf = (results: readonly Replayed[]): readonly string[] =>
  results.flatMap(({ index, listings, entries, rebuilt, wrong }) => [
    ...rebuilt.map((one) => `  ${index} made again, ${shown(one)}`),
    ...wrong.map(differsLine),
    `${wrong.length === 0 ? '✓' : '✗'} ${index}: ${listings} listings, ${entries} entries, ${rebuilt.length} made again, ${wrong.length} differ`,
  ]);
