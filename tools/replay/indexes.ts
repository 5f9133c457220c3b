import { messages } from '@mercato/contracts';
import type { ArchivedEvent } from '@mercato/contracts/analytics';
import { notificationApi } from '@mercato/contracts/notification';
import { orderApi, orderConfirmed, type OrderIndexName, orderPlaced } from '@mercato/contracts/order';
import type { DataOf, RouteContract, ServiceName } from '@mercato/contracts/shared';
import { shippingApi } from '@mercato/contracts/shipping';
import { z } from 'zod';

/** What is asked of the owner of an index about one listing, or about a part of it. */
export interface Part {
  readonly listing: string;
  readonly service: ServiceName;
  readonly route: RouteContract;
  readonly params: Readonly<Record<string, string>>;
  /** All of the body but for `repair`. */
  readonly body: object;
}

/** An index that a consumer keeps from events. */
export interface Index {
  /** The topics of the events it is kept from. */
  readonly topics: readonly string[];
  readonly partsOf: (events: readonly ArchivedEvent[]) => readonly Part[];
}

const mostEntries = 4_000;
const mostParcels = 200;

const inChunks = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));

const ordersIn = (index: OrderIndexName, listingOf: (placed: DataOf<typeof orderPlaced>) => string): Index => ({
  topics: [orderPlaced.topic],
  partsOf: (events) => {
    const orders = new Map(events.map(({ data }) => orderPlaced.data.parse(data)).map((data) => [data.orderId, data]));
    return [...Map.groupBy(orders.values(), listingOf)].flatMap(([listing, placed]) =>
      inChunks(placed, mostEntries).map((some) => ({
        listing,
        service: 'order',
        route: orderApi.rebuildIndex,
        params: { index, listing },
        body: { entries: some.map(({ orderId, at }) => ({ orderId, at })), whole: some.length === placed.length },
      })),
    );
  },
});

const recipient = z.object({ userId: z.string() });

const notifications: Index = {
  topics: messages.filter((m) => m.kind === 'event' && m.consumers.includes('notification')).map((m) => m.topic),
  partsOf: (events) =>
    [...Map.groupBy(events, ({ data }) => recipient.parse(data).userId)].flatMap(([userId, some]) => {
      const ids = [...new Set(some.map(({ id }) => `${id}:email`))];
      return inChunks(ids, mostEntries).map((chunk) => ({
        listing: userId,
        service: 'notification',
        route: notificationApi.rebuildIndex,
        params: { userId },
        body: { ids: chunk, whole: chunk.length === ids.length },
      }));
    }),
};

const activeParcels: Index = {
  topics: [orderConfirmed.topic],
  partsOf: (events) =>
    inChunks([...new Set(events.map(({ subject }) => subject))], mostParcels).map((orderIds, n) => ({
      listing: `parcels ${n * mostParcels + 1} to ${n * mostParcels + orderIds.length}`,
      service: 'shipping',
      route: shippingApi.rebuildIndex,
      params: {},
      body: { orderIds },
    })),
};

/** Every index that can be made again from the archive, by its name. */
export const indexes = {
  'orders-by-user': ordersIn('orders-by-user', ({ userId }) => userId),
  'all-orders': ordersIn('all-orders', ({ at }) => at.slice(0, 10)),
  notifications,
  'active-parcels': activeParcels,
} as const satisfies Readonly<Record<string, Index>>;

export type IndexName = keyof typeof indexes;

export const indexNames = Object.keys(indexes) as readonly IndexName[];
