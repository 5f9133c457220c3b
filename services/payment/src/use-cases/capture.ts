import type { PaymentStep } from '@mercato/contracts/payment';
import type { Money } from '@mercato/contracts/shared';
import { capturable, recordCapture } from '../domain/capture.ts';
import { payments } from '../domain/errors.ts';
import { type PaymentParts, ask, decideOn, nowOf } from './parts.ts';

/** Takes the money of an authorisation, all of it, once. No intent is needed: the provider knows it by the attempt's key. */
export const capture = async (parts: PaymentParts, step: PaymentStep): Promise<Money> => {
  const { orderId, key } = step;
  const { attempt, currency } = await decideOn(parts, orderId, (current) => {
    return { result: { attempt: capturable(current, step), currency: current?.currency ?? 'EUR' } };
  });
  if (attempt.status !== 'captured') {
    const answer = await ask(parts, 'capture', (provider) => provider.capture(key, attempt.providerKey));
    if (answer === 'refused') throw payments.notCapturable(orderId);
    await decideOn(
      parts,
      orderId,
      (current, version) => recordCapture(current, step, { at: nowOf(parts), version }),
      // What was told stays with the payment until it is written again, which most never are.
      { settle: 'later' },
    );
  }
  return { amount: attempt.amount, currency };
};
