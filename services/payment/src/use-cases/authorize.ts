import type { AuthorizeRequest } from '@mercato/contracts/payment';
import { type Attempt, paymentIdOf } from '../domain/payment.ts';
import { intendAuthorization, recordAuthorization, verdictOf } from '../domain/authorization.ts';
import { countDecline } from '../metrics.ts';
import { type PaymentParts, ask, decideOn, nowOf } from './parts.ts';

/**
 * Authorises an amount: the intent is stored before the provider is asked, the outcome after. Whatever dies between the
 * two leaves an uncertain attempt, which a repetition or the undo resolves by asking under the same key.
 */
export const authorize = async (parts: PaymentParts, request: AuthorizeRequest): Promise<Attempt> => {
  const { key, orderId, token, amount } = request;
  paymentIdOf(orderId);
  const intended = await decideOn(parts, orderId, (current) => intendAuthorization(current, request, nowOf(parts)), {
    expect: 'absent',
  });
  if (intended.status !== 'uncertain') return verdictOf(intended);
  const answer = await ask(parts, 'authorize', (provider) => provider.authorize(intended.providerKey, token, amount));
  if (answer.status === 'declined') countDecline(parts.provider.name, answer.reason);
  const attempt = await decideOn(parts, orderId, (current) => recordAuthorization(current, key, answer, nowOf(parts)));
  return verdictOf(attempt);
};
