import type { Order } from '@mercato/contracts/order';
import type { Caller } from '@mercato/kit/auth';
import { errors } from '@mercato/kit/errors';
import { orderView } from '../domain/view.ts';
import type { OrderDeps } from './deps.ts';

export interface Listing {
  readonly userId: string;
  readonly caller: Caller;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** A page of a user's orders, newest first. */
export const listOrders = async (
  { index, reader }: Pick<OrderDeps, 'index' | 'reader'>,
  { userId, caller, limit, cursor }: Listing,
): Promise<{ items: Order[]; nextCursor: string | null }> => {
  if (caller.role !== 'admin' && caller.userId !== userId) throw errors.forbidden();
  const { orderIds, nextCursor } = await index.page(userId, { limit, cursor });
  const found = await reader.many(orderIds);
  return { items: found.map(({ state, version }) => orderView(state, version)), nextCursor };
};
