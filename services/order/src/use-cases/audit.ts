import type { Order } from '@mercato/contracts/order';
import type { Acceptance } from '../domain/acceptance.ts';
import { orders } from '../domain/errors.ts';
import type { StoredOrder } from '../domain/record.ts';
import { orderView } from '../domain/view.ts';
import type { OrderDeps } from './deps.ts';

/** An order's whole record, or what was accepted before there is one. */
export const findRecord = async (
  { records, acceptances }: Pick<OrderDeps, 'records' | 'acceptances'>,
  id: string,
): Promise<{ readonly stored: StoredOrder } | { readonly acceptance: Acceptance }> => {
  const stored = await records.find(id);
  if (stored) return { stored };
  const acceptance = await acceptances.find(id);
  if (!acceptance) throw orders.notFound(id);
  return { acceptance };
};

/** A page of everybody's orders, newest first. */
export const listAllOrders = async (
  { allOrders, reader }: Pick<OrderDeps, 'allOrders' | 'reader'>,
  query: { readonly limit: number; readonly cursor: string | undefined },
): Promise<{ items: Order[]; nextCursor: string | null }> => {
  const { orderIds, nextCursor } = await allOrders.page(query);
  const found = await reader.many(orderIds);
  return { items: found.map(({ state, version }) => orderView(state, version)), nextCursor };
};
