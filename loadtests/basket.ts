/** Numbers from 0 up to, but not, 1. */
export interface Source {
  next(): number;
}

export interface Line {
  readonly productId: string;
  readonly quantity: number;
}

export interface BasketSize {
  readonly mostLines: number;
  readonly mostOfEach: number;
}

/** Draws 0 up to `count - 1`, each as often as any other. */
export const uniform =
  (count: number) =>
  (source: Source): number =>
    Math.floor(source.next() * count);

/** Draws 0 up to `count - 1`; the n-th comes as often as 1/n, as what people buy does. */
export const zipf = (count: number): ((source: Source) => number) => {
  const sums: number[] = [];
  let total = 0;
  for (let rank = 1; rank <= count; rank += 1) sums.push((total += 1 / rank));
  return (source) => {
    const wanted = source.next() * total;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? total) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
};

const upTo = (most: number, source: Source): number => 1 + uniform(most)(source);

/** A product stands in one line only: drawn twice, it is in the basket once. */
export const basketOf = (
  ids: readonly string[],
  draw: (source: Source) => number,
  source: Source,
  { mostLines, mostOfEach }: BasketSize,
): readonly Line[] => {
  const wanted = upTo(mostLines, source);
  const chosen = new Set<string>();
  for (let drawn = 0; drawn < wanted; drawn += 1) chosen.add(ids[draw(source)] ?? '');
  return [...chosen].map((productId) => ({ productId, quantity: upTo(mostOfEach, source) }));
};
