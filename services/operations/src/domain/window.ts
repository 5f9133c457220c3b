import type { Interval } from './interval.ts';
import type { Look } from './look.ts';

/** The latest intervals, and how everything looked last. */
export interface Seen {
  readonly intervals: readonly Interval[];
  readonly look: Look;
}

/** A bounded past: what is older than `keepMs` is forgotten. */
export class Window {
  readonly #keepMs: number;
  #intervals: readonly Interval[] = [];
  #look: Look = { at: 0, processes: [] };

  constructor(keepMs: number) {
    this.#keepMs = keepMs;
  }

  add(interval: Interval | undefined, look: Look): void {
    const all = interval ? [...this.#intervals, interval] : this.#intervals;
    this.#intervals = all.filter(({ to }) => to > look.at - this.#keepMs);
    this.#look = look;
  }

  get seen(): Seen {
    return { intervals: this.#intervals, look: this.#look };
  }
}
