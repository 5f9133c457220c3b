import type { IndexDifference } from '@mercato/contracts/shared';

/** An index as it was found. */
export interface FoundIndex<E> {
  /** In no order. */
  readonly entries: readonly E[];
  /** The keys of pages that it leads to, and that are not there. */
  readonly lost: readonly string[];
}

/** How entries are told apart, and what they are called in a report. */
export interface EntryNames<E> {
  readonly wordOf: (entry: E) => string;
  readonly idOf: (entry: E) => string;
}

/** Which of these entries are so, by the owner's own documents. */
export type Confirm<E> = (entries: readonly E[]) => Promise<readonly E[]>;

/**
 * Compares an index with what events say that stands there. Events may be old, late or gone, so of what only one side
 * knows the owner's own documents must tell whether it is so.
 */
export class IndexComparison<E> {
  readonly #found: FoundIndex<E>;
  readonly #told: readonly E[];
  readonly #names: EntryNames<E>;

  constructor(found: FoundIndex<E>, told: readonly E[], names: EntryNames<E>) {
    this.#found = found;
    this.#told = told;
    this.#names = names;
  }

  /**
   * What should stand in the index. Where the events are the `whole` of what is archived of it, all that only one side
   * knows is asked for; else what stands there is left alone, since the rest of the events may tell of it.
   */
  async right(whole: boolean, confirm: Confirm<E>): Promise<readonly E[]> {
    const { entries } = this.#found;
    const unfound = this.#unique(this.#without(this.#told, entries));
    const untold = whole ? this.#unique(this.#without(entries, this.#told)) : [];
    const disputed = [...untold, ...unfound];
    const doubtful = this.#without(disputed, disputed.length > 0 ? await confirm(disputed) : []);
    return this.#without(this.#unique([...entries, ...this.#told]), doubtful);
  }

  /** What is wrong with the index, when this is right. */
  differences(right: readonly E[]): IndexDifference[] {
    const { entries, lost } = this.#found;
    const seen = new Set<string>();
    const again = entries.filter((entry) => seen.size === seen.add(this.#names.wordOf(entry)).size);
    return [
      ...lost.map((id) => ({ what: 'lost', id }) as const),
      ...this.#named('missing', this.#without(right, entries)),
      ...this.#named('unknown', this.#without(entries, right)),
      ...this.#named('twice', again),
    ];
  }

  #named(what: IndexDifference['what'], entries: readonly E[]): readonly IndexDifference[] {
    return this.#unique(entries).map((entry) => ({ what, id: this.#names.idOf(entry) }));
  }

  #without(entries: readonly E[], others: readonly E[]): readonly E[] {
    const words = new Set(others.map(this.#names.wordOf));
    return entries.filter((entry) => !words.has(this.#names.wordOf(entry)));
  }

  #unique(entries: readonly E[]): readonly E[] {
    return [...new Map(entries.map((entry) => [this.#names.wordOf(entry), entry])).values()];
  }
}
