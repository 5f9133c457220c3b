import type { OrderStatus } from '@mercato/contracts/order';

/** Where an order may go from each status. */
export const moves = {
  accepted: ['pending', 'cancelled'],
  pending: ['processing', 'cancelled'],
  processing: ['shipped', 'cancelled'],
  shipped: ['delivered'],
  delivered: [],
  cancelled: [],
} as const satisfies Readonly<Record<OrderStatus, readonly OrderStatus[]>>;

export const canMove = (from: OrderStatus, to: OrderStatus): boolean => {
  const allowed: readonly OrderStatus[] = moves[from];
  return allowed.includes(to);
};

export const isFinal = (status: OrderStatus): boolean => moves[status].length === 0;
