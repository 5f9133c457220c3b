import PQueue from 'p-queue';
import { errors } from '../errors/index.ts';
import { counter, gauge } from '../telemetry/index.ts';

export interface BulkheadOptions {
  /** Who is called, as errors and metrics name it. */
  readonly dependency: string;
  /** Calls at a time. */
  readonly limit: number;
  /** Calls that may wait for a place; twice the limit, so that a burst passes. */
  readonly queue?: number;
  /** How long a call may wait for a place. */
  readonly waitMs?: number;
}

/**
 * A dependency that hangs holds this many calls of ours and no more: who comes then is told at once, or after a short
 * wait, and has time left for something else. Dapr's own limits queue without bound and never refuse.
 */
export class Bulkhead {
  readonly #dependency: string;
  readonly #most: number;
  readonly #waitMs: number;
  readonly #places: PQueue;

  constructor({ dependency, limit, queue = 2 * limit, waitMs = 1_000 }: BulkheadOptions) {
    this.#dependency = dependency;
    this.#most = queue;
    this.#waitMs = waitMs;
    this.#places = new PQueue({ concurrency: limit });
    // From zero: Prometheus sees no increase in a counter that begins with one.
    this.#rejections().inc({ dependency }, 0);
  }

  /**
   * Does the work when there is a place. Throws `dependency.unavailable` without having begun it when too many wait
   * already, or when none gets free in time; `mostMs` shortens that time.
   */
  async run<T>(work: () => Promise<T>, mostMs = this.#waitMs): Promise<T> {
    const { concurrency, pending, size } = this.#places;
    const counted = (): Promise<T> => this.#count('running', work);
    if (pending < concurrency) return this.#places.add(counted);
    if (size >= this.#most) throw this.#full();
    return this.#wait(counted, Math.min(this.#waitMs, mostMs));
  }

  async #wait<T>(work: () => Promise<T>, ms: number): Promise<T> {
    const impatience = new AbortController();
    const place = Promise.withResolvers<void>();
    const timer = setTimeout(() => impatience.abort(this.#full()), ms);
    const answer = this.#places.add(
      () => {
        clearTimeout(timer);
        place.resolve();
        return work();
      },
      { signal: impatience.signal },
    );
    answer.catch(place.resolve);
    await this.#count('waiting', () => place.promise);
    return answer;
  }

  async #count<T>(state: 'running' | 'waiting', work: () => Promise<T>): Promise<T> {
    const calls = gauge('bulkhead_calls');
    const labels = { dependency: this.#dependency, state };
    calls.inc(labels);
    try {
      return await work();
    } finally {
      calls.dec(labels);
    }
  }

  #full(): Error {
    this.#rejections().inc({ dependency: this.#dependency });
    return errors.full(this.#dependency);
  }

  readonly #rejections = () => counter('bulkhead_rejections_total');
}
