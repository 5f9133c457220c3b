import type { Payment } from '@mercato/contracts/payment';
import { type PaymentState, paymentIdOf, sumsOf } from './payment.ts';

const statusOf = (state: PaymentState): Payment['status'] => {
  const { captured, refunded } = sumsOf(state);
  const has = (status: string): boolean => state.attempts.some((a) => a.status === status);
  if (has('captured')) {
    if (refunded === 0) return 'captured';
    return refunded < captured ? 'partially_refunded' : 'refunded';
  }
  if (has('authorized')) return 'authorized';
  if (has('uncertain')) return 'pending';
  return state.attempts.at(-1)?.status === 'voided' ? 'voided' : 'declined';
};

/** The payment as the API shows it; undefined while there is only a tombstone. */
export const viewOf = (state: PaymentState, version: number): Payment | undefined => {
  if (state.userId === null) return undefined;
  const money = (amount: number) => ({ amount, currency: state.currency });
  const { authorized, captured, refunded } = sumsOf(state);
  return {
    id: paymentIdOf(state.orderId),
    orderId: state.orderId,
    userId: state.userId,
    status: statusOf(state),
    authorized: money(authorized),
    captured: money(captured),
    refunded: money(refunded),
    attempts: state.attempts.map(({ key, status, amount, brand, last4, declineCode, at }) => {
      return { key, status, amount: money(amount), brand, last4, declineCode, at };
    }),
    ledger: state.ledger.map((line) => ({ ...line, amount: money(line.amount) })),
    version,
    createdAt: state.createdAt,
    updatedAt: state.updatedAt,
  };
};
