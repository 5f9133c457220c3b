import type { Order, OrderQuery } from '@mercato/contracts/order';
import type { Snapshot } from '@mercato/kit/aggregate';
import { isParked, type OrderState } from '../domain/order.ts';
import { orderView } from '../domain/view.ts';
import type { IndexPage, IndexQuery } from '../ports/order-index.ts';
import type { OrderDeps } from './deps.ts';

type Deps = Pick<OrderDeps, 'allOrders' | 'index' | 'parkedOrders' | 'reader'>;
type Found = { items: Order[]; nextCursor: string | null };

/** Whoever looks for what there is little of gets an answer now, and goes on from where it ends. */
const mostLookedAt = 500;

const isLookedFor = ({ status, userId, parked, since, before }: OrderQuery) => {
  return ({ state }: Snapshot<OrderState>): boolean =>
    (status === undefined || state.status === status) &&
    (userId === undefined || state.userId === userId) &&
    (parked === undefined || isParked(state) === parked) &&
    (since === undefined || state.placedAt >= since) &&
    (before === undefined || state.placedAt < before);
};

const viewOf = ({ state, version }: Snapshot<OrderState>): Order => orderView(state, version);

/** A page of the orders that an administrator looks for, newest first. It may be short, since only so many are looked at. */
export const searchOrders = async (deps: Deps, query: OrderQuery): Promise<Found> => {
  if (query.parked === true) return parkedOnes(deps, query);
  const { limit, before, since, userId } = query;
  const page = (asked: IndexQuery): Promise<IndexPage> =>
    userId === undefined ? deps.allOrders.page(asked) : deps.index.page(userId, asked);
  let cursor = query.cursor;
  for (let looked = 0; ;) {
    const { orderIds, nextCursor } = await page({ limit, cursor, before });
    const orders = await deps.reader.many(orderIds);
    looked += limit;
    const items = orders.filter(isLookedFor(query)).map(viewOf);
    const isPast = since !== undefined && (orders.at(-1)?.state.placedAt ?? since) < since;
    if (nextCursor === null || isPast) return { items, nextCursor: null };
    if (items.length > 0 || looked >= mostLookedAt) return { items, nextCursor };
    cursor = nextCursor;
  }
};

/** They are few, or the shop has another concern than pages: all of them are on the first. */
const parkedOnes = async ({ parkedOrders, reader }: Deps, query: OrderQuery): Promise<Found> => {
  const waiting = (await reader.many(await parkedOrders.list())).filter(isLookedFor(query));
  const newestFirst = waiting.toSorted((a, b) => (a.state.placedAt < b.state.placedAt ? 1 : -1));
  return { items: newestFirst.map(viewOf), nextCursor: null };
};
