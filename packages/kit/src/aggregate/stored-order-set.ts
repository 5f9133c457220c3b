import { hashOf } from '../ids/index.ts';
import type { StateStore } from '../state/index.ts';
import { StoredAggregates, type StoredAggregatesOptions } from './stored-aggregates.ts';
import type { Aggregates, Envelope } from './types.ts';

interface Bucket {
  readonly orderIds: readonly string[];
}

const buckets = 16;

const bucketOf = (orderId: string): string => String(Number.parseInt(hashOf(orderId).slice(0, 4), 16) % buckets);

/** A set of order ids: sixteen items by the hash of the id, so that many orders at once rarely write the same one. */
export class StoredOrderSet {
  readonly #store: StateStore;
  readonly #keys: readonly string[];
  readonly #buckets: Aggregates<Bucket>;

  constructor(options: StoredAggregatesOptions) {
    this.#store = options.store;
    this.#keys = Array.from({ length: buckets }, (_, i) => `${options.kind}:${i}`);
    this.#buckets = new StoredAggregates(options);
  }

  /** May lag a little behind. */
  async list(): Promise<readonly string[]> {
    const found = await this.#store.getMany<Envelope<Bucket>>(this.#keys);
    return [...found.values()].flatMap((stored) => stored.value.state.orderIds);
  }

  add(orderId: string): Promise<void> {
    return this.#change(bucketOf(orderId), (known) => (known.includes(orderId) ? known : [...known, orderId]));
  }

  async remove(orderIds: readonly string[]): Promise<void> {
    const gone = new Set(orderIds);
    const touched = new Set(orderIds.map(bucketOf));
    await Promise.all(
      Array.from(touched, (bucket) =>
        this.#change(bucket, (known) =>
          known.some((id) => gone.has(id)) ? known.filter((id) => !gone.has(id)) : known,
        ),
      ),
    );
  }

  async #change(bucket: string, next: (known: readonly string[]) => readonly string[]): Promise<void> {
    await this.#buckets.execute(bucket, null, (current) => {
      const known = current?.orderIds ?? [];
      const orderIds = next(known);
      return orderIds === known ? { result: null } : { state: { orderIds }, result: null };
    });
  }
}
