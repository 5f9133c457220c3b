import type { AuthorizeRequest } from '@mercato/contracts/payment';
import type { Decision } from '@mercato/kit/aggregate';
import type { Declined } from './decline.ts';
import { payments } from './errors.ts';
import {
  type Attempt,
  type PaymentState,
  attemptOf,
  emptyPayment,
  isEntombed,
  isLive,
  providerKeyOf,
  withAttempt,
} from './payment.ts';

/** What the provider said about an authorisation. */
export type AuthorizationAnswer =
  | { readonly status: 'authorized'; readonly brand: string; readonly last4: string }
  | Declined
  | { readonly status: 'voided' };

type Request = Pick<AuthorizeRequest, 'key' | 'orderId' | 'userId' | 'amount'>;

const refuseSecond = (state: PaymentState, request: Request): void => {
  if (state.attempts.some((a) => isLive(state, a))) throw payments.alreadyAuthorized(request.orderId);
  if (state.attempts.length > 0 && state.currency !== request.amount.currency)
    throw payments.wrong('/amount/currency', `this order is paid in ${state.currency}`);
};

/** Stores that the provider is about to be asked. A key that was asked before is found as it stands. */
export const intendAuthorization = (
  current: PaymentState | undefined,
  request: Request,
  at: string,
): Decision<PaymentState, Attempt> => {
  const state = current ?? emptyPayment(request.orderId, at);
  if (isEntombed(state, request.key)) throw payments.voided(request.key);
  const known = attemptOf(state, request.key);
  if (known) {
    const same = known.amount === request.amount.amount && state.currency === request.amount.currency;
    if (!same) throw payments.keyReused(request.key);
    return { result: known };
  }
  refuseSecond(state, request);
  const attempt: Attempt = {
    key: request.key,
    providerKey: providerKeyOf(request.orderId, request.key),
    status: 'uncertain',
    amount: request.amount.amount,
    brand: null,
    last4: null,
    declineCode: null,
    captureKey: null,
    at,
  };
  const { userId } = request;
  const { currency } = request.amount;
  const attempts = [...state.attempts, attempt];
  return { state: { ...state, userId, currency, attempts, updatedAt: at }, result: attempt };
};

/** Stores what the provider answered, unless the key was undone meanwhile: then the undo settles it. */
export const recordAuthorization = (
  current: PaymentState | undefined,
  key: string,
  answer: AuthorizationAnswer,
  at: string,
): Decision<PaymentState, Attempt> => {
  const attempt = attemptOf(current, key);
  if (!current || !attempt || isEntombed(current, key)) throw payments.voided(key);
  if (attempt.status !== 'uncertain') return { result: attempt };
  const next: Attempt =
    answer.status === 'authorized'
      ? { ...attempt, status: 'authorized', brand: answer.brand, last4: answer.last4 }
      : answer.status === 'declined'
        ? { ...attempt, status: 'declined', declineCode: answer.code }
        : { ...attempt, status: 'voided' };
  // Where the provider knew the key as undone nothing was ever held, so the ledger has nothing to say.
  const lines = answer.status === 'voided' ? [] : ([answer.status] as const);
  return { state: withAttempt(current, next, at, lines), result: next };
};

/** The same verdict however often it is asked for: an attempt that holds its money, or the reason why not. */
export const verdictOf = (attempt: Attempt): Attempt => {
  if (attempt.status === 'declined') throw payments.declined(attempt.declineCode ?? 'payment.declined');
  if (attempt.status === 'voided') throw payments.voided(attempt.key);
  return attempt;
};
