import type { checkoutOrder, PlaceOrderRequest } from '@mercato/contracts/order';
import type { DataOf } from '@mercato/contracts/shared';
import { hashOf, uuidV5 } from '@mercato/kit/ids';

/** What was accepted: the very command that is published, so that a repetition of the request publishes the same. */
export type Acceptance = DataOf<typeof checkoutOrder>;

/** One order per user and Idempotency-Key, wherever and however often the request arrives. */
export const orderIdOf = (userId: string, key: string): string => uuidV5('order', userId, key);

/**
 * Tells requests apart. Of a card only the last four digits and the expiry go in: a hash of the whole number could be
 * turned back into it.
 */
export const requestHashOf = ({ payment, ...request }: PlaceOrderRequest): string => {
  if ('token' in payment) return hashOf({ ...request, token: payment.token });
  const { number, expMonth, expYear } = payment.card;
  return hashOf({ ...request, card: { last4: number.slice(-4), expMonth, expYear } });
};
