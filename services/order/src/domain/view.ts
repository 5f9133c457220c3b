import type { Order, timeline } from '@mercato/contracts/order';
import { iso } from '@mercato/kit/time';
import type { z } from 'zod';
import { refundedOf } from './money-back.ts';
import { type OrderState, parkedOf } from './order.ts';

/** What everybody else sees of an order. */
export const orderView = (order: OrderState, version: number): Order => {
  const parked = parkedOf(order);
  const { paymentId, captured } = order.payment;
  return {
    id: order.id,
    userId: order.userId,
    status: order.status,
    lines: [...order.lines],
    total: order.total,
    shippingAddress: order.shippingAddress,
    payment: { paymentId, captured, refunded: refundedOf(order) },
    shipment: order.shipment,
    cancellation: order.cancellation,
    needsAttention: parked ? { reason: parked.reason, since: iso(parked.since) } : null,
    placedAt: order.placedAt,
    updatedAt: order.updatedAt,
    version,
  };
};

export const timelineView = (order: OrderState): z.infer<typeof timeline> => ({
  orderId: order.id,
  status: order.status,
  entries: [...order.timeline],
});
