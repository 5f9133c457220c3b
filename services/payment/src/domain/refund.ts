import type { RefundStep } from '@mercato/contracts/payment';
import type { Decision } from '@mercato/kit/aggregate';
import { payments } from './errors.ts';
import { type Moment, refundedFact } from './facts.ts';
import { type Attempt, type PaymentState, type Refund, attemptOf, refundable } from './payment.ts';

/** A refund together with the attempt whose money it gives back. */
export interface IntendedRefund {
  readonly refund: Refund;
  readonly attempt: Attempt;
}

const knownRefund = (state: PaymentState, attempt: Attempt, step: RefundStep): IntendedRefund | undefined => {
  const refund = state.refunds.find((r) => r.key === step.key);
  if (!refund) return undefined;
  if (refund.amount !== step.amount.amount || refund.authorizeKey !== step.authorizeKey)
    throw payments.keyReused(step.key);
  return { refund, attempt };
};

/** Promises money back: from now on nothing else can spend it. A key that was promised before is found as it stands. */
export const intendRefund = (
  current: PaymentState | undefined,
  step: RefundStep,
  at: string,
): Decision<PaymentState, IntendedRefund> => {
  const attempt = attemptOf(current, step.authorizeKey);
  if (!current || !attempt) throw payments.notFound(`under ${step.authorizeKey}`);
  if (step.amount.currency !== current.currency)
    throw payments.wrong('/amount/currency', `this order is paid in ${current.currency}`);
  const known = knownRefund(current, attempt, step);
  if (known) return { result: known };
  if (step.amount.amount === 0) throw payments.wrong('/amount/amount', 'must be more than nothing');
  const left = refundable(current, attempt);
  if (step.amount.amount > left) throw payments.refundExceeded(left);
  const refund: Refund = {
    key: step.key,
    authorizeKey: attempt.key,
    amount: step.amount.amount,
    status: 'pending',
    at,
  };
  return {
    state: { ...current, refunds: [...current.refunds, refund], updatedAt: at },
    result: { refund, attempt },
  };
};

/** Stores that the provider gave the money back. */
export const recordRefund = (
  current: PaymentState | undefined,
  key: string,
  moment: Moment,
): Decision<PaymentState, Refund> => {
  const refund = current?.refunds.find((r) => r.key === key);
  if (!current || !refund) throw payments.notFound(`with a refund ${key}`);
  if (refund.status === 'done') return { result: refund };
  const done: Refund = { ...refund, status: 'done' };
  const line = { kind: 'refunded', key, amount: refund.amount, at: moment.at } as const;
  return {
    state: {
      ...current,
      refunds: current.refunds.map((r) => (r.key === key ? done : r)),
      ledger: [...current.ledger, line],
      updatedAt: moment.at,
    },
    result: done,
    owed: [refundedFact(current, key, refund.amount, moment)],
  };
};
