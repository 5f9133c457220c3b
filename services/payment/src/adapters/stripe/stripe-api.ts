import { timeLeft } from '@mercato/kit/context';
import { uuidV5 } from '@mercato/kit/ids';
import { Stripe } from 'stripe';
import { failureOf } from './stripe-failure.ts';

export type Intent = Stripe.PaymentIntent;

export interface StripeApiOptions {
  /** Asked for with every request, so that a rotated key is noticed. */
  readonly apiKey: () => Promise<string>;
  /** Stripe itself if not given. */
  readonly url?: string | undefined;
  /** The longest one request may take, however much time the caller has. */
  readonly timeoutMs: number;
  readonly httpClient?: Stripe.HttpClient;
}

/** What is kept with an intent, by which we recognise it. */
export const authorizeKeyField = 'mercato_authorize_key';
export const captureKeyField = 'mercato_capture_key';
export const refundKeyField = 'mercato_refund_key';

const withCharge = ['latest_charge'];

const addressOf = (url: string | undefined) => {
  if (url === undefined) return {};
  const { protocol, hostname: host, port } = new URL(url);
  return { protocol: protocol === 'http:' ? 'http' : 'https', host, ...(port === '' ? {} : { port }) } as const;
};

/** Keys of ours may be longer than the 255 characters that Stripe takes, and one may serve several addresses. */
const idempotencyKey = (operation: string, ...keys: readonly string[]): string =>
  `mercato-${operation}-${uuidV5(operation, ...keys)}`;

/**
 * The requests that we make of Stripe, each of them once: whoever asked us asks again, and a second layer of retries would
 * multiply with theirs. (The SDK still repeats one that met a closed connection, under the same Idempotency-Key.)
 */
export class StripeApi {
  readonly #stripe: Stripe;
  readonly #timeoutMs: number;

  constructor({ apiKey, url, timeoutMs, httpClient }: StripeApiOptions) {
    this.#timeoutMs = timeoutMs;
    this.#stripe = new Stripe('', {
      ...addressOf(url),
      authenticator: async (request) => {
        Object.assign(request.headers, { Authorization: `Bearer ${await apiKey()}` });
      },
      maxNetworkRetries: 0,
      telemetry: false,
      ...(httpClient ? { httpClient } : {}),
    });
  }

  /** An intent that holds nothing and knows no card yet. `attempt` makes another one for the same key. */
  create(key: string, amount: number, currency: string, attempt = ''): Promise<Intent> {
    const intent: Stripe.PaymentIntentCreateParams = {
      amount,
      currency: currency.toLowerCase(),
      capture_method: 'manual',
      allowed_payment_method_types: ['card'],
      metadata: { [authorizeKeyField]: key },
    };
    return this.#ask(
      (api, options) => api.paymentIntents.create(intent, options),
      idempotencyKey('create', key, attempt),
    );
  }

  /** Holds the money. Nobody is there to authenticate, so a card that wants it is declined. */
  confirm(key: string, id: string, paymentMethod: string): Promise<Intent> {
    const how = { payment_method: paymentMethod, error_on_requires_action: true, expand: withCharge };
    return this.#ask((api, options) => api.paymentIntents.confirm(id, how, options), idempotencyKey('confirm', key));
  }

  retrieve(id: string): Promise<Intent> {
    return this.#ask((api, options) => api.paymentIntents.retrieve(id, { expand: withCharge }, options));
  }

  capture(key: string, authorizeKey: string, id: string): Promise<Intent> {
    const how = { metadata: { [captureKeyField]: key }, expand: withCharge };
    return this.#ask(
      (api, options) => api.paymentIntents.capture(id, how, options),
      idempotencyKey('capture', authorizeKey, key),
    );
  }

  /** Without a key of ours: what an intent is decides, and an undo must not be answered by a failure of yesterday. */
  cancel(id: string): Promise<Intent> {
    return this.#ask((api, options) => api.paymentIntents.cancel(id, { expand: withCharge }, options));
  }

  refund(key: string, authorizeKey: string, id: string, amount: number): Promise<Stripe.Refund> {
    const refund = { payment_intent: id, amount, metadata: { [refundKeyField]: key } };
    return this.#ask(
      (api, options) => api.refunds.create(refund, options),
      idempotencyKey('refund', authorizeKey, key),
    );
  }

  refunds(id: string): Promise<readonly Stripe.Refund[]> {
    return this.#ask(async (api, options) => {
      const all: Stripe.Refund[] = [];
      for await (const refund of api.refunds.list({ payment_intent: id, limit: 100 }, options)) all.push(refund);
      return all;
    });
  }

  async #ask<T>(call: (api: Stripe, options: Stripe.RequestOptions) => Promise<T>, key?: string): Promise<T> {
    const timeout = timeLeft(this.#timeoutMs);
    try {
      return await call(this.#stripe, { timeout, ...(key === undefined ? {} : { idempotencyKey: key }) });
    } catch (error) {
      throw failureOf(error);
    }
  }
}
