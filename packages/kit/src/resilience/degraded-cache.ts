import { runInContext } from '../context/index.ts';
import { randomIds } from '../ids/index.ts';
import type { StateStore } from '../state/index.ts';
import { type Clock, systemClock } from '../time/index.ts';

/** Something that was really fetched, and when. */
export interface Copy<V> {
  readonly value: V;
  /** Epoch milliseconds. */
  readonly fetchedAt: number;
}

/** A copy as it is served: `degraded` when it is old because nobody could be asked. */
export interface Served<V> extends Copy<V> {
  readonly degraded: boolean;
}

/** Where the last copy outlives the process. It never expires: it is needed exactly when nothing newer is to be had. */
export interface CopyStore<V> {
  load(): Promise<Copy<V> | undefined>;
  save(copy: Copy<V>): Promise<void>;
}

export interface DegradedCacheOptions<V> {
  readonly fetch: () => Promise<V>;
  readonly copies: CopyStore<V>;
  /** How long a copy is as good as a new one. */
  readonly freshMs: number;
  /** After a failed fetch nobody tries again for this long. */
  readonly pauseMs?: number;
  /** How long a fetch may take, whoever waits for it. */
  readonly fetchMs?: number;
  readonly clock: Clock;
  /** A fetch that failed, or a copy that could not be kept. */
  readonly failed: (error: unknown) => void;
}

/**
 * What a third party says, and what it last said while it says nothing. A copy is dated when it is fetched and never
 * again, so what is served in its absence cannot pass for fresh.
 */
export class DegradedCache<V> {
  readonly #options: Required<DegradedCacheOptions<V>>;
  #copy: Copy<V> | undefined;
  #failure: { readonly at: number; readonly error: unknown } | undefined;
  #refreshing: Promise<Copy<V>> | undefined;

  constructor(options: DegradedCacheOptions<V>) {
    this.#options = { pauseMs: 1_000, fetchMs: 5_000, ...options };
  }

  /** Throws what the fetch threw when there never was a copy. */
  async get(): Promise<Served<V>> {
    if (this.#isFresh(this.#copy)) return { ...this.#copy, degraded: false };
    // However many ask, it is fetched once.
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    const copy = await this.#refreshing;
    return { ...copy, degraded: !this.#isFresh(copy) };
  }

  #isFresh(copy: Copy<V> | undefined): copy is Copy<V> {
    return copy !== undefined && this.#options.clock.now() - copy.fetchedAt < this.#options.freshMs;
  }

  async #refresh(): Promise<Copy<V>> {
    const { clock, pauseMs, fetchMs } = this.#options;
    if (!this.#failure || clock.now() - this.#failure.at >= pauseMs) {
      // Many may wait for it, so it must not end with the deadline of whoever happened to be first.
      const context = { requestId: randomIds.uuid(), deadline: systemClock.now() + fetchMs };
      await runInContext(context, () => this.#ask());
    }
    if (this.#copy) return this.#copy;
    throw this.#failure?.error;
  }

  async #ask(): Promise<void> {
    const { fetch, copies, clock, failed } = this.#options;
    // Another replica may have asked meanwhile, or this one before it was restarted.
    const kept = await copies.load().catch(failed);
    if (kept && kept.fetchedAt > (this.#copy?.fetchedAt ?? -Infinity)) this.#copy = kept;
    if (this.#isFresh(this.#copy)) return;
    try {
      const copy = { value: await fetch(), fetchedAt: clock.now() };
      this.#copy = copy;
      this.#failure = undefined;
      await copies.save(copy).catch(failed);
    } catch (error) {
      this.#failure = { at: clock.now(), error };
      failed(error);
    }
  }
}

/** The copy as an item of a service's own state. Whoever loses a race has lost it to a copy as new. */
export const storedCopy = <V>(store: StateStore, key: string): CopyStore<V> => ({
  load: async () => (await store.get<Copy<V>>(key))?.value,
  save: async (copy) => {
    const known = await store.get<Copy<V>>(key);
    if (!known) await store.create(key, copy);
    else if (known.value.fetchedAt < copy.fetchedAt) await store.replace(key, copy, known.etag);
  },
});
