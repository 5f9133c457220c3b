import { orderPlaced } from '@mercato/contracts/order';
import { subscription } from '@mercato/kit/messaging';
import type { OrderDeps } from '../use-cases/deps.ts';

/** Keeps the listing of each user's orders. */
export const onOrderPlaced = ({ index, metrics }: Pick<OrderDeps, 'index' | 'metrics'>) =>
  subscription(orderPlaced, async ({ data: { userId, orderId, at } }) => {
    await index.add(userId, { orderId, at });
    metrics.reached('pending');
  });
