import { orderPlaced } from '@mercato/contracts/order';
import { subscription } from '@mercato/kit/messaging';
import type { OrderDeps } from '../use-cases/deps.ts';

/** Keeps the listing of each user's orders, and that of everybody's. */
export const onOrderPlaced = ({ index, allOrders, metrics }: Pick<OrderDeps, 'index' | 'allOrders' | 'metrics'>) =>
  subscription(orderPlaced, async ({ data: { userId, orderId, at } }) => {
    await index.add(userId, { orderId, at });
    await allOrders.add({ orderId, at });
    metrics.reached('pending');
  });
