import { type Aggregates, type Envelope, StoredAggregates } from '@mercato/kit/aggregate';
import { type Ids, hashOf } from '@mercato/kit/ids';
import type { Publisher } from '@mercato/kit/messaging';
import type { StateStore } from '@mercato/kit/state';
import type { Clock } from '@mercato/kit/time';
import type { ActiveParcels } from '../ports/active-parcels.ts';

interface Bucket {
  readonly orderIds: readonly string[];
}

export interface StoredActiveParcelsOptions {
  readonly store: StateStore;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly ids: Ids;
}

const kind = 'shipping-active';
const buckets = 16;
const keys = Array.from({ length: buckets }, (_, i) => `${kind}:${i}`);

const bucketOf = (orderId: string): string => String(Number.parseInt(hashOf(orderId).slice(0, 4), 16) % buckets);

/** Sixteen items by the hash of the order id, so that many orders at once rarely write the same one. */
export class StoredActiveParcels implements ActiveParcels {
  readonly #store: StateStore;
  readonly #ids: Ids;
  readonly #buckets: Aggregates<Bucket>;

  constructor({ store, publisher, clock, ids }: StoredActiveParcelsOptions) {
    this.#store = store;
    this.#ids = ids;
    this.#buckets = new StoredAggregates({ store, publisher, kind, clock });
  }

  async list(): Promise<readonly string[]> {
    const found = await this.#store.getMany<Envelope<Bucket>>(keys);
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
    await this.#buckets.execute(bucket, this.#ids.uuid(), (current) => {
      const known = current?.orderIds ?? [];
      const orderIds = next(known);
      return orderIds === known ? { result: null } : { state: { orderIds }, result: null };
    });
  }
}
