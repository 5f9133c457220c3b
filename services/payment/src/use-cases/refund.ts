import type { RefundStep } from '@mercato/contracts/payment';
import type { Money } from '@mercato/contracts/shared';
import { payments } from '../domain/errors.ts';
import type { Refund } from '../domain/payment.ts';
import { intendRefund, recordRefund } from '../domain/refund.ts';
import { type PaymentParts, ask, decideOn, nowOf } from './parts.ts';

/** Has the provider give back what was promised, and stores that it did. */
export const settleRefund = async (
  parts: PaymentParts,
  orderId: string,
  refund: Refund,
  providerKey: string,
): Promise<void> => {
  const answer = await ask(parts, 'refund', (provider) => provider.refund(refund.key, providerKey, refund.amount));
  if (answer === 'refused') throw payments.refundExceeded(0);
  await decideOn(parts, orderId, (current, version) =>
    recordRefund(current, refund.key, { at: nowOf(parts), version }),
  );
};

/** Gives back part or all of what was captured, once per key. */
export const refund = async (parts: PaymentParts, step: RefundStep): Promise<Money> => {
  const intended = await decideOn(parts, step.orderId, (current) => intendRefund(current, step, nowOf(parts)));
  if (intended.refund.status === 'pending')
    await settleRefund(parts, step.orderId, intended.refund, intended.attempt.providerKey);
  return step.amount;
};
