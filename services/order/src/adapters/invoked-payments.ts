import { paymentApi } from '@mercato/contracts/payment';
import type { Invoker } from '@mercato/kit/invoke';
import { callTimes } from '../ports/call-times.ts';
import type { Payments, Tokenizer } from '../ports/payments.ts';
import { accepted } from './refused.ts';

const options = { timeoutMs: callTimes.payments };

/** The payment service, through the sidecar. */
export const invokedPayments = (invoker: Invoker): Payments => ({
  authorize: async (body) => accepted(await invoker.call('payment', paymentApi.authorize, { body }, options)),
  capture: async (body) => accepted(await invoker.call('payment', paymentApi.capture, { body }, options)).captured,
  void: async (body) => accepted(await invoker.call('payment', paymentApi.void, { body }, options)).refunded,
  refund: async (body) => accepted(await invoker.call('payment', paymentApi.refund, { body }, options)).refunded,
});

export const invokedTokenizer = (invoker: Invoker): Tokenizer => ({
  tokenize: async (body) =>
    accepted(await invoker.call('payment', paymentApi.tokenizeFor, { body }, options)).card.token,
});
