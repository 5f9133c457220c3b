import type { Money } from '@mercato/contracts/shared';
import type { OrderState, Refund } from './order.ts';

const sumOf = (refunds: readonly Refund[]): number => refunds.reduce((sum, refund) => sum + refund.amount, 0);

/** What was given back, by the order's own record; null where nothing was ever taken. */
export const refundedOf = ({ payment: { captured, refunds } }: OrderState): Money | null =>
  captured && { ...captured, amount: sumOf(refunds.filter((refund) => refund.status === 'done')) };

/** What could still be given back; what is being given back already does not count. */
export const refundableOf = ({ payment: { captured, refunds } }: OrderState): Money | null =>
  captured && { ...captured, amount: captured.amount - sumOf(refunds.filter((refund) => refund.status !== 'refused')) };

export const withRefund = (order: OrderState, refund: Refund): OrderState => ({
  ...order,
  payment: {
    ...order.payment,
    refunds: [...order.payment.refunds.filter((known) => known.id !== refund.id), refund],
  },
});

/** The refund that is part of undoing the whole order. */
export const wholeRefundId = 'all';

/**
 * What the undo of a payment answered. Money given back was taken before, even where the answer to the capture was
 * lost; the undo of the authorisation says the same again.
 */
export const withMoneyBack = (order: OrderState, refunded: Money, key: string): OrderState => {
  if (refunded.amount === 0) return order;
  const captured = order.payment.captured ?? refunded;
  return withRefund(
    { ...order, payment: { ...order.payment, captured } },
    { id: wholeRefundId, key, amount: refunded.amount, status: 'done' },
  );
};
