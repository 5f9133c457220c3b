import type { IndexReport } from '@mercato/contracts/shared';
import type { Ids } from '@mercato/kit/ids';
import type { StateStore } from '@mercato/kit/state';
import { dayOf, shardOf, shardsOn } from '../domain/all-orders.ts';
import type { Entry } from '../domain/index-pages.ts';
import type { OrderState } from '../domain/order.ts';
import type { IndexRepair, Rebuild } from '../ports/index-repair.ts';
import type { OrderReader } from '../ports/order-reader.ts';
import type { StoredAllOrders } from './stored-all-orders.ts';
import { StoredListingRepair } from './stored-listing-repair.ts';

export interface IndexRepairOptions {
  readonly store: StateStore;
  readonly reader: OrderReader;
  readonly allOrders: StoredAllOrders;
  readonly ids: Ids;
}

const confirmedBy =
  (reader: OrderReader, listingOf: (order: OrderState) => string) =>
  async (listing: string, entries: readonly Entry[]): Promise<readonly Entry[]> => {
    const found = await reader.many([...new Set(entries.map(({ orderId }) => orderId))]);
    const orders = new Map(found.map(({ state }) => [state.id, state]));
    return entries.filter(({ orderId, at }) => {
      const order = orders.get(orderId);
      return order?.placedAt === at && listingOf(order) === listing;
    });
  };

const shardOfOrder = ({ id, placedAt }: OrderState): string => shardOf({ orderId: id, at: placedAt });

/** Repairs the listings of each user's orders, and those of everybody's. */
export class StoredIndexRepair implements IndexRepair {
  readonly #byUser: StoredListingRepair;
  readonly #all: StoredListingRepair;
  readonly #allOrders: StoredAllOrders;

  constructor({ store, reader, allOrders, ids }: IndexRepairOptions) {
    const byUser = confirmedBy(reader, ({ userId }) => userId);
    this.#byUser = new StoredListingRepair({ store, ids, kind: 'orders-of', confirm: byUser });
    const all = confirmedBy(reader, shardOfOrder);
    this.#all = new StoredListingRepair({ store, ids, kind: 'orders-on', confirm: all });
    this.#allOrders = allOrders;
  }

  async rebuild({ index, ...request }: Rebuild): Promise<IndexReport> {
    return index === 'orders-by-user' ? this.#byUser.rebuild(request) : this.#rebuildDay(request);
  }

  /** All listings of a day, over which its orders are spread. */
  async #rebuildDay({ listing: day, entries, ...how }: Omit<Rebuild, 'index'>): Promise<IndexReport> {
    const told = Map.groupBy(
      entries.filter((entry) => dayOf(entry) === day),
      shardOf,
    );
    const reports: IndexReport[] = [await this.#findDay(day, told.size > 0, how.repair)];
    for (const shard of shardsOn(day)) {
      reports.push(await this.#all.rebuild({ listing: shard, entries: told.get(shard) ?? [], ...how }));
    }
    return {
      entries: reports.reduce((total, report) => total + report.entries, 0),
      differences: reports.flatMap((report) => report.differences),
      rebuilt: reports.some((report) => report.rebuilt),
    };
  }

  /** Readers come by the orders of a day only if the day is listed. */
  async #findDay(day: string, isNeeded: boolean, repair: boolean): Promise<IndexReport> {
    if (!isNeeded || (await this.#allOrders.hasDay(day))) return { entries: 0, differences: [], rebuilt: false };
    if (repair) await this.#allOrders.restoreDay(day);
    return { entries: 0, differences: [{ what: 'missing', id: day }], rebuilt: repair };
  }
}
