import type { StateStore, Stored } from '@mercato/kit/state';
import type { Clock } from '@mercato/kit/time';
import { updateItem } from '../update-item.ts';

export interface Change {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface Bucket {
  readonly entries: readonly Change[];
}

interface Head {
  readonly bucket: number;
}

/** An item of this many entries stays far below what a store item may hold and is cheap to read each second. */
export const bucketSize = 200;
/** How many buckets behind the newest one are kept; who has fallen further behind reads everything again. */
export const bucketsKept = 50;

export const bucketKey = (n: number): string => `product-changes:${n}`;
const headKey = 'product-changes:head';

/**
 * The items of the change log: buckets that are filled one after the other. The head says where to begin looking for the
 * newest one; it may lag, and it is always moved on before an old bucket is removed.
 */
export class Buckets {
  readonly #deps: { readonly store: StateStore; readonly clock: Clock };

  constructor(deps: { readonly store: StateStore; readonly clock: Clock }) {
    this.#deps = deps;
  }

  read(n: number): Promise<Stored<Bucket> | undefined> {
    return this.#deps.store.get<Bucket>(bucketKey(n));
  }

  async head(): Promise<number> {
    return (await this.#deps.store.get<Head>(headKey))?.value.bucket ?? 0;
  }

  /** The newest bucket there is, or where the first one will be. */
  async newest(): Promise<number> {
    let n = await this.head();
    while (await this.read(n + 1)) n += 1;
    return n;
  }

  /** Moves the head on to `n`, then removes the bucket that is no longer kept. */
  async opened(n: number): Promise<void> {
    await updateItem<Head>(this.#deps, headKey, (current) => ((current?.bucket ?? 0) < n ? { bucket: n } : undefined));
    const old = n - bucketsKept;
    const stored = old < 0 ? undefined : await this.read(old);
    if (stored) await this.#deps.store.remove(bucketKey(old), stored.etag);
  }
}
