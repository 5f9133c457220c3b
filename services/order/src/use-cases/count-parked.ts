import type { Aggregates } from '@mercato/kit/aggregate';
import { isParked, type OrderState } from '../domain/order.ts';
import type { OrderMetrics } from '../ports/order-metrics.ts';
import type { OrderReader } from '../ports/order-reader.ts';
import type { ParkedOrders } from '../ports/parked-orders.ts';

export interface CountParkedDeps {
  readonly orders: Aggregates<OrderState>;
  readonly reader: OrderReader;
  readonly parkedOrders: ParkedOrders;
  readonly metrics: Pick<OrderMetrics, 'parked'>;
}

/** Says how many orders wait for a person, by what is stored: no restart forgets one, no replica keeps one too long. */
export const countParked = async (deps: CountParkedDeps): Promise<void> => {
  const { reader, parkedOrders, metrics } = deps;
  const listed = await reader.many(await parkedOrders.list());
  const waiting = listed.filter(({ state }) => isParked(state));
  metrics.parked(waiting.length);
  const others = listed.filter(({ state }) => !isParked(state)).map(({ state }) => state.id);
  if (others.length > 0) await strike(deps, others);
};

/** Takes off the list what does not wait any more. That is looked at again: an order may have come to wait anew. */
const strike = async ({ orders, parkedOrders }: CountParkedDeps, orderIds: readonly string[]): Promise<void> => {
  await parkedOrders.remove(orderIds);
  for (const orderId of orderIds) {
    const found = await orders.load(orderId);
    if (found && isParked(found.state)) await parkedOrders.add(orderId);
  }
};
