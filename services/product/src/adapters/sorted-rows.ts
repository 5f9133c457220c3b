import { byRank, type RankOf, type Row } from '../domain/listing.ts';

/** All rows in one order. It is sorted when first asked for, so loading a catalogue does not pay for every insertion. */
export class SortedRows {
  readonly rankOf: RankOf;
  readonly #all: ReadonlyMap<string, Row>;
  readonly #compare: (a: Row, b: Row) => number;
  #sorted: Row[] | undefined;

  constructor(all: ReadonlyMap<string, Row>, rankOf: RankOf) {
    this.#all = all;
    this.rankOf = rankOf;
    this.#compare = byRank(rankOf);
  }

  get rows(): readonly Row[] {
    return (this.#sorted ??= [...this.#all.values()].toSorted(this.#compare));
  }

  replace(before: Row | undefined, after: Row | undefined): void {
    if (!this.#sorted) return;
    const at = before ? this.#search(this.#sorted, before) : -1;
    if (before && after && this.#compare(before, after) === 0) {
      this.#sorted[at] = after;
      return;
    }
    if (before) this.#sorted.splice(at, 1);
    if (after) this.#sorted.splice(this.#search(this.#sorted, after), 0, after);
  }

  /** The index of the first row that does not stand before `row`. */
  #search(rows: readonly Row[], row: Row): number {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const candidate = rows[middle];
      if (candidate && this.#compare(candidate, row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
