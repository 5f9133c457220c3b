import type { TemplateName } from '@mercato/contracts/notification';
import type { orderCancelled, orderConfirmed } from '@mercato/contracts/order';
import type { paymentCaptured } from '@mercato/contracts/payment';
import type { DataOf } from '@mercato/contracts/shared';
import type { shipmentDelivered } from '@mercato/contracts/shipping';
import type { Values } from './compile-template.ts';
import { moneyText } from './money-text.ts';

/** What is to be said to whom; the recipient's name is added when it is known. */
export interface Content {
  readonly template: TemplateName;
  readonly userId: string;
  readonly orderId: string | null;
  readonly values: Values;
}

type Confirmed = DataOf<typeof orderConfirmed>;
type Cancelled = DataOf<typeof orderCancelled>;
type Moved = DataOf<typeof paymentCaptured>;
type Parcel = DataOf<typeof shipmentDelivered>;

const about = (template: TemplateName, { userId, orderId }: { userId: string; orderId: string }, values: Values) =>
  ({ template, userId, orderId, values: { orderId, ...values } }) satisfies Content;

export const confirmationOf = (order: Confirmed): Content =>
  about('order-confirmation', order, {
    lines: order.items.map((l) => `${l.quantity} × ${l.name}: ${moneyText(l.lineTotal)}`).join('\n'),
    total: moneyText(order.total),
  });

export const cancellationOf = (order: Cancelled): Content =>
  about('order-cancelled', order, {
    reason: order.detail,
    refund: order.refunded ? `${moneyText(order.refunded)} goes back to your card.` : 'You were not charged.',
  });

export const paymentOf = (payment: Moved): Content =>
  about('payment-confirmation', payment, { amount: moneyText(payment.amount) });

export const refundOf = (payment: Moved): Content =>
  about('refund-confirmation', payment, { amount: moneyText(payment.amount) });

export const dispatchOf = (parcel: Parcel): Content =>
  about('shipment-dispatched', parcel, { carrier: parcel.carrier, trackingNumber: parcel.trackingNumber });

export const deliveryOf = (parcel: Parcel): Content => about('shipment-delivered', parcel, {});
