import { DomainError, errors } from '@mercato/kit/errors';
import type { StateStore } from '@mercato/kit/state';
import type { Clock } from '@mercato/kit/time';
import { dayOf, daysBefore, newest, shardOf, shardsOn } from '../domain/all-orders.ts';
import type { Entry } from '../domain/index-pages.ts';
import type { AllOrders } from '../ports/all-orders.ts';
import type { IndexPage, IndexQuery } from '../ports/order-index.ts';
import { cursorOf, startOf } from './page-cursor.ts';
import { StoredOrderIndex } from './stored-order-index.ts';

interface Days {
  readonly days: readonly string[];
}

const attempts = 25;
const daysKey = 'order-days';

/** Every day's orders in listings of their own, and the days in one item that is written once a day. */
export class StoredAllOrders implements AllOrders {
  readonly #store: StateStore;
  readonly #clock: Clock;
  readonly #index: StoredOrderIndex;
  readonly #known = new Set<string>();

  constructor(store: StateStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.#index = new StoredOrderIndex(store, clock, 'orders-on');
  }

  async add(entry: Entry): Promise<void> {
    // The day comes first: dying in between leaves an empty day, never an order that no reader comes by.
    await this.#addDay(dayOf(entry));
    await this.#index.add(shardOf(entry), entry);
  }

  async page({ limit, ...from }: IndexQuery): Promise<IndexPage> {
    const before = startOf(from);
    const { days } = (await this.#store.get<Days>(daysKey))?.value ?? { days: [] };
    const found: Entry[] = [];
    for (const day of daysBefore(days, before)) {
      if (found.length > limit) break;
      found.push(...(await this.#newestOn(day, before, limit + 1)));
    }
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    return {
      orderIds: shown.map(({ orderId }) => orderId),
      nextCursor: last && found.length > shown.length ? cursorOf(last) : null,
    };
  }

  /** Whether readers come by a day at all. */
  async hasDay(day: string): Promise<boolean> {
    return ((await this.#store.get<Days>(daysKey))?.value.days ?? []).includes(day);
  }

  /** Puts a day down again, although it was there before. */
  async restoreDay(day: string): Promise<void> {
    this.#known.delete(day);
    await this.#addDay(day);
  }

  async #newestOn(day: string, before: Entry | null, most: number): Promise<readonly Entry[]> {
    const shards = await Promise.all(shardsOn(day).map((shard) => this.#index.newest(shard, before, most)));
    return newest(shards.flat(), most);
  }

  async #addDay(day: string): Promise<void> {
    for (let attempt = 0; attempt < attempts && !this.#known.has(day); attempt += 1) {
      if (await this.#hasDay(day)) this.#known.add(day);
      else await this.#clock.sleep(5 * attempt);
    }
    if (!this.#known.has(day)) throw errors.contended(daysKey);
  }

  async #hasDay(day: string): Promise<boolean> {
    const stored = await this.#store.get<Days>(daysKey);
    const days = stored?.value.days ?? [];
    if (days.includes(day)) return true;
    const next = { days: [...days, day] };
    try {
      const written = stored
        ? await this.#store.replace(daysKey, next, stored.etag)
        : await this.#store.create(daysKey, next);
      return written === 'written';
    } catch (error) {
      // Written or not: the next look tells.
      if (error instanceof DomainError && error.code === 'dependency.timeout') return false;
      throw error;
    }
  }
}
