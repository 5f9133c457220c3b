import type { ErrorCode } from '@mercato/contracts/shared';

export const checkoutOutcomes = ['confirmed', 'refused', 'failed'] as const;
export type CheckoutOutcome = (typeof checkoutOutcomes)[number];

/** Reasons that lie with the shopper, the card or the shelf. Whatever else ends a checkout is a failure of ours. */
const refusals: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'order.cancelled_by_customer',
  'order.total_changed',
  'cart.empty',
  'product.not_found',
  'stock.insufficient',
  'shipping.region_unserved',
  'payment.declined',
  'payment.insufficient_funds',
  'payment.card_expired',
  'payment.card_invalid',
  'payment.token_invalid',
]);

/** How a checkout ended, by the code its order was cancelled with, if it was. */
export const checkoutOutcome = (cancelledWith: ErrorCode | undefined): CheckoutOutcome => {
  if (cancelledWith === undefined) return 'confirmed';
  return refusals.has(cancelledWith) ? 'refused' : 'failed';
};
