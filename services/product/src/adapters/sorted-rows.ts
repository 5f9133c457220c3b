import { compare, type Place, type Ranked, type Row } from '../domain/listing.ts';

type RankOf = (row: Row) => string | number;

/** All rows in one order. It is sorted when first asked for, so loading a catalogue does not pay for every insertion. */
export class SortedRows {
  readonly #rankOf: RankOf;
  readonly #all: ReadonlyMap<string, Row>;
  #sorted: Row[] | undefined;

  constructor(all: ReadonlyMap<string, Row>, rankOf: RankOf) {
    this.#all = all;
    this.#rankOf = rankOf;
  }

  replace(before: Row | undefined, after: Row | undefined): void {
    if (!this.#sorted) return;
    const at = before ? this.#search(this.#sorted, this.#place(before)) : -1;
    if (before && after && compare(this.#place(before), this.#place(after)) === 0) {
      this.#sorted[at] = after;
      return;
    }
    if (before) this.#sorted.splice(at, 1);
    if (after) this.#sorted.splice(this.#search(this.#sorted, this.#place(after)), 0, after);
  }

  *inOrder(falling: boolean): Generator<Ranked> {
    this.#sorted ??= [...this.#all.values()].toSorted((a, b) => compare(this.#place(a), this.#place(b)));
    const rows = this.#sorted;
    for (let i = 0; i < rows.length; i += 1) {
      const row = rows[falling ? rows.length - 1 - i : i];
      if (row) yield { row, rank: this.#rankOf(row) };
    }
  }

  #place(row: Row): Place {
    return { rank: this.#rankOf(row), id: row.id };
  }

  /** The index of the first row that is not before `place`. */
  #search(rows: readonly Row[], place: Place): number {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const row = rows[middle];
      if (row && compare(this.#place(row), place) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
