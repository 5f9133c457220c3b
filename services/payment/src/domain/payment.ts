import type { Payment } from '@mercato/contracts/payment';
import type { Currency, ErrorCode } from '@mercato/contracts/shared';
import { payments } from './errors.ts';

export type AttemptStatus = Payment['attempts'][number]['status'];

/** One authorisation, asked for under its step's key; amounts are minor units of the payment's currency. */
export interface Attempt {
  readonly key: string;
  /** What the provider knows it by. */
  readonly providerKey: string;
  readonly status: AttemptStatus;
  readonly amount: number;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly declineCode: ErrorCode | null;
  readonly captureKey: string | null;
  readonly at: string;
}

/** Money on its way back. While `pending` it is promised: nothing else may spend it. */
export interface Refund {
  readonly key: string;
  readonly authorizeKey: string;
  readonly amount: number;
  readonly status: 'pending' | 'done';
  readonly at: string;
}

export interface LedgerLine {
  readonly kind: Payment['ledger'][number]['kind'];
  readonly key: string;
  readonly amount: number;
  readonly at: string;
}

/** Everything about the payment of one order. It may consist of tombstones only. */
export interface PaymentState {
  readonly orderId: string;
  readonly userId: string | null;
  readonly currency: Currency;
  readonly attempts: readonly Attempt[];
  readonly refunds: readonly Refund[];
  /** When each authorisation key was undone: an attempt under it may never hold money again. */
  readonly tombstones: Readonly<Record<string, string>>;
  readonly ledger: readonly LedgerLine[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

const longestOrderId = 60;

/** `pay-<orderId>`, which must itself be an id of at most 64 characters. */
export const paymentIdOf = (orderId: string): string => {
  if (orderId.length > longestOrderId)
    throw payments.wrong('/orderId', `must have at most ${longestOrderId} characters`);
  return `pay-${orderId}`;
};

export const orderIdOf = (paymentId: string): string | undefined =>
  paymentId.startsWith('pay-') ? paymentId.slice(4) : undefined;

/** The provider's keys are global, a step's key is only as good as its caller made it. */
export const providerKeyOf = (orderId: string, key: string): string =>
  key.startsWith(`${orderId}:`) ? key : `${orderId}:${key}`;

export const emptyPayment = (orderId: string, at: string): PaymentState => ({
  orderId,
  userId: null,
  currency: 'EUR',
  attempts: [],
  refunds: [],
  tombstones: {},
  ledger: [],
  createdAt: at,
  updatedAt: at,
});

export const attemptOf = (state: PaymentState | undefined, key: string): Attempt | undefined =>
  state?.attempts.find((a) => a.key === key);

export const isEntombed = (state: PaymentState | undefined, key: string): boolean =>
  state?.tombstones[key] !== undefined;

const sum = (parts: readonly { readonly amount: number }[]): number => parts.reduce((total, p) => total + p.amount, 0);

export interface Sums {
  readonly authorized: number;
  readonly captured: number;
  readonly refunded: number;
}

/** What was held at some time and not let go, what of it was taken, and what of that was given back. */
export const sumsOf = (state: PaymentState): Sums => ({
  authorized: sum(state.attempts.filter((a) => a.status === 'authorized' || a.status === 'captured')),
  captured: sum(state.attempts.filter((a) => a.status === 'captured')),
  refunded: sum(state.refunds.filter((r) => r.status === 'done')),
});

/** What may still be promised back of one attempt. */
export const refundable = (state: PaymentState, attempt: Attempt): number =>
  attempt.status === 'captured' ? attempt.amount - sum(state.refunds.filter((r) => r.authorizeKey === attempt.key)) : 0;

/** True while the attempt holds money, took it, or may have done so. */
export const isLive = (state: PaymentState, attempt: Attempt): boolean => {
  if (isEntombed(state, attempt.key)) return false;
  if (attempt.status === 'captured') return refundable(state, attempt) > 0;
  return attempt.status === 'authorized' || attempt.status === 'uncertain';
};

/** The state with one attempt replaced, and lines added to the ledger. */
export const withAttempt = (
  state: PaymentState,
  attempt: Attempt,
  at: string,
  kinds: readonly LedgerLine['kind'][],
): PaymentState => ({
  ...state,
  attempts: state.attempts.map((a) => (a.key === attempt.key ? attempt : a)),
  ledger: [...state.ledger, ...kinds.map((kind) => ({ kind, key: attempt.key, amount: attempt.amount, at }))],
  updatedAt: at,
});
