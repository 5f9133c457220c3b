import { DomainError, errors } from '@mercato/kit/errors';
import { Stripe } from 'stripe';
import { type Declined, declined } from '../../domain/decline.ts';

const what = 'Stripe';

/** Stripe's "no": to a card, to a token, to an amount. */
export class StripeDecline extends Error {
  readonly answer: Declined;

  constructor(reason: string) {
    super(`declined: ${reason}`);
    this.answer = declined(reason);
  }
}

/** The intent is not where the request needs it to be; what it is now says why. */
export class UnexpectedState extends Error {}

/** There is no such thing at Stripe, or nothing left to do to it. */
export class NothingToDo extends Error {}

/** An answer of 5xx. Stripe keeps it under the Idempotency-Key, so that asking again cannot tell more; looking can. */
export class Indeterminate extends DomainError {
  constructor(said: string) {
    super('dependency.timeout', `${what} failed in between (${said})`);
  }
}

const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

const codeOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeOf(error.cause) : '';
};

/** What of the error may be logged: no body, no headers, no client secret of an intent. */
const said = (error: Stripe.errors.StripeError): string =>
  [error.statusCode, error.rawType, error.code, error.param, error.requestId].filter((part) => part).join(' ');

const refusedRequest = (error: Stripe.errors.StripeError): Error => {
  const { code = '', param = '' } = error;
  if (param.startsWith('payment_method')) return new StripeDecline('token_invalid');
  if (code === 'payment_intent_unexpected_state') return new UnexpectedState(said(error));
  if (code === 'amount_too_small' || code === 'amount_too_large') return new StripeDecline(code);
  if (code === 'charge_already_refunded' || code === 'resource_missing' || param === 'amount')
    return new NothingToDo(said(error));
  return new DomainError('internal.error', `${what} does not understand us (${said(error)})`);
};

const byStatus = (error: Stripe.errors.StripeError): Error => {
  const { statusCode = 0, code } = error;
  if (statusCode === 409 || code === 'lock_timeout' || code === 'idempotency_key_in_use')
    return errors.busy('The payment');
  if (statusCode >= 500) return new Indeterminate(said(error));
  // Too many requests, a key that is wrong or may not: nothing was done.
  return errors.unavailable(what, new Error(said(error)));
};

/** What a call's failure means. Errors of the SDK go no further: they hold the whole answer. */
export const failureOf = (error: unknown): Error => {
  if (!(error instanceof Stripe.errors.StripeError))
    return error instanceof DomainError ? error : new DomainError('internal.error', `${what} could not be asked`);
  if (error instanceof Stripe.errors.StripeConnectionError)
    return neverSent.has(codeOf(error.detail)) ? errors.unavailable(what) : errors.timeout(what);
  if (error instanceof Stripe.errors.StripeCardError)
    return new StripeDecline(error.decline_code ?? error.code ?? 'other');
  if (error instanceof Stripe.errors.StripeIdempotencyError)
    return new DomainError('idempotency.key_reused', `${what} knows the key from another request`);
  return error instanceof Stripe.errors.StripeInvalidRequestError ? refusedRequest(error) : byStatus(error);
};
