import type { PaymentStep } from '@mercato/contracts/payment';
import type { Money } from '@mercato/contracts/shared';
import type { Attempt } from '../domain/payment.ts';
import { entomb, givenBack, recordVoid } from '../domain/void.ts';
import { type PaymentParts, ask, decideOn, nowOf } from './parts.ts';
import { settleRefund } from './refund.ts';

const letGo = async (parts: PaymentParts, step: PaymentStep, attempt: Attempt): Promise<void> => {
  const { orderId, authorizeKey } = step;
  const answer = await ask(parts, 'void', (provider) => provider.void(attempt.providerKey));
  const pending = await decideOn(parts, orderId, (current, version) =>
    recordVoid(current, authorizeKey, answer, { at: nowOf(parts), version }),
  );
  for (const refund of pending) await settleRefund(parts, orderId, refund, attempt.providerKey);
};

/**
 * Undoes an authorisation. The tombstone comes first, so nothing can begin under the key any more; what may have begun
 * the provider knows, and it answers with what it held or took. Taken money goes back in full.
 */
export const undo = async (parts: PaymentParts, step: PaymentStep): Promise<Money> => {
  const attempt = await decideOn(parts, step.orderId, (current) => entomb(current, step, nowOf(parts)));
  // Without an intent the provider was never asked, and never will be: intent and tombstone lie in the same item.
  if (attempt && attempt.status !== 'declined' && attempt.status !== 'voided') await letGo(parts, step, attempt);
  const settled = await parts.payments.load(step.orderId);
  const currency = settled?.state.currency ?? 'EUR';
  return { amount: givenBack(settled?.state, step.authorizeKey), currency };
};
