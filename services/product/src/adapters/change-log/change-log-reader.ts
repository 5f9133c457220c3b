import type { StateStore } from '@mercato/kit/state';
import type { Clock } from '@mercato/kit/time';
import { bucketSize, Buckets } from './buckets.ts';

/** How far somebody has read: everything before `offset` in `bucket`. */
export interface Position {
  readonly bucket: number;
  readonly offset: number;
}

export interface News {
  /** Each id once. */
  readonly ids: readonly string[];
  readonly position: Position;
  /** The log no longer reaches back to where the reader was: it must read everything again. */
  readonly lost: boolean;
}

// A catalogue is loaded by eventually consistent reads, so what changed shortly before is read again, strongly.
const lookBackMs = 60_000;

/** Reads the change log; strong reads only, since what it passes over is never looked at again. */
export class ChangeLogReader {
  readonly #buckets: Buckets;
  readonly #clock: Clock;

  constructor(deps: { readonly store: StateStore; readonly clock: Clock }) {
    this.#buckets = new Buckets(deps);
    this.#clock = deps.clock;
  }

  /** Where to begin so that nothing is missed that an eventually consistent read from now on may not see. */
  async start(): Promise<Position> {
    const since = this.#clock.now() - lookBackMs;
    let bucket = await this.#buckets.newest();
    for (; bucket > 0; bucket -= 1) {
      const first = (await this.#buckets.read(bucket))?.value.entries[0];
      if (!first) return { bucket: bucket + 1, offset: 0 };
      if (first.at < since) break;
    }
    return { bucket, offset: 0 };
  }

  async since({ bucket, offset }: Position): Promise<News> {
    const ids = new Set<string>();
    for (let n = bucket, from = offset; ; n += 1, from = 0) {
      const stored = await this.#buckets.read(n);
      if (!stored) {
        const lost = (await this.#buckets.head()) > n;
        return { ids: [...ids], position: { bucket: n, offset: 0 }, lost };
      }
      const { entries } = stored.value;
      for (const { id } of entries.slice(from)) ids.add(id);
      if (entries.length < bucketSize)
        return { ids: [...ids], position: { bucket: n, offset: entries.length }, lost: false };
    }
  }
}
