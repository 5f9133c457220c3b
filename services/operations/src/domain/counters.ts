import type { Sample } from './exposition.ts';

/** By how much a series grew since the scrape before. */
export interface Increase extends Pick<Sample, 'name' | 'labels'> {
  readonly by: number;
}

const startName = 'process_start_time_seconds';

/** What the counters of one process have grown by, scrape after scrape. */
export class Counters {
  #last: ReadonlyMap<string, number> | undefined;
  #startedAt: number | undefined;

  /**
   * Nothing at the first scrape: what a counter had before belongs to no interval. A series that appears later, or in a
   * process that has started anew, began with zero.
   */
  take(samples: readonly Sample[]): readonly Increase[] {
    const before = this.#last;
    const startedAt = samples.find(({ name }) => name === startName)?.value;
    const isAnew = startedAt !== this.#startedAt;
    this.#startedAt = startedAt;
    this.#last = new Map(samples.map(({ key, value }) => [key, value]));
    if (before === undefined) return [];
    return samples.flatMap(({ key, name, labels, value }) => {
      const known = isAnew ? 0 : (before.get(key) ?? 0);
      const by = value >= known ? value - known : value;
      return by > 0 ? [{ name, labels, by }] : [];
    });
  }
}
