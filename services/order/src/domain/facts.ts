import { orderCancelled, orderConfirmed, orderPlaced } from '@mercato/contracts/order';
import { outgoing, type Outgoing } from '@mercato/kit/messaging';
import type { Moment } from '@mercato/kit/saga';
import { iso } from '@mercato/kit/time';
import { refundedOf } from './money-back.ts';
import type { OrderState } from './order.ts';

const factOf = (order: OrderState, { now, version }: Moment) => ({
  orderId: order.id,
  userId: order.userId,
  version,
  region: order.shippingAddress.country,
  at: iso(now),
});

const identity = ({ now, version }: Moment) => ({ distinct: version, time: iso(now) });

/** `at` is when it was placed: by it, listings are ordered. */
export const placedFact = (order: OrderState, moment: Moment): Outgoing =>
  outgoing(
    orderPlaced,
    { ...factOf(order, moment), at: order.placedAt, items: [...order.requested] },
    identity(moment),
  );

export const confirmedFact = (order: OrderState, moment: Moment): Outgoing =>
  outgoing(
    orderConfirmed,
    { ...factOf(order, moment), items: [...order.lines], total: order.total ?? { amount: 0, currency: 'EUR' } },
    identity(moment),
  );

export const cancelledFact = (order: OrderState, moment: Moment): Outgoing =>
  outgoing(
    orderCancelled,
    {
      ...factOf(order, moment),
      items: [...order.lines],
      total: order.total,
      refunded: refundedOf(order),
      code: order.cancellation?.code ?? 'order.cancelled_by_customer',
      detail: order.cancellation?.detail ?? '',
    },
    identity(moment),
  );
