import type { PaymentStep } from '@mercato/contracts/payment';
import type { Decision } from '@mercato/kit/aggregate';
import { payments } from './errors.ts';
import { type Moment, capturedFact } from './facts.ts';
import { type Attempt, type PaymentState, attemptOf, isEntombed, withAttempt } from './payment.ts';

/** The attempt to capture: one that waits for it, or that this very key captured. An undone key is refused first. */
export const capturable = (current: PaymentState | undefined, step: PaymentStep): Attempt => {
  if (isEntombed(current, step.authorizeKey)) throw payments.voided(step.authorizeKey);
  const attempt = attemptOf(current, step.authorizeKey);
  const mine = attempt?.status === 'captured' && attempt.captureKey === step.key;
  if (!attempt || (attempt.status !== 'authorized' && !mine)) throw payments.notCapturable(step.orderId);
  return attempt;
};

/**
 * Stores that the provider took the money. Where the key was undone meanwhile this is refused: the undo asks the
 * provider, sees the money taken, and gives it back.
 */
export const recordCapture = (
  current: PaymentState | undefined,
  step: PaymentStep,
  moment: Moment,
): Decision<PaymentState, Attempt> => {
  const attempt = capturable(current, step);
  if (!current || attempt.status === 'captured') return { result: attempt };
  const next: Attempt = { ...attempt, status: 'captured', captureKey: step.key };
  return {
    state: withAttempt(current, next, moment.at, ['captured']),
    result: next,
    owed: [capturedFact(current, attempt.key, attempt.amount, moment)],
  };
};
