import { errors } from '@mercato/kit/errors';
import type { Clock } from '@mercato/kit/time';
import { Stripe } from 'stripe';
import type { Notice, ProviderNotices } from '../../ports/provider-notices.ts';
import type { StripeProvider } from './stripe-provider.ts';

/** Seconds after which a signature is too old to be believed: who caught one cannot send it again later. */
const toleranceSeconds = 300;

export interface StripeNoticesOptions {
  readonly secret: () => Promise<string>;
  readonly provider: Pick<StripeProvider, 'keyOf'>;
  readonly clock: Clock;
}

const idOf = (value: unknown): string | null => {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && 'id' in value ? idOf(value.id) : null;
};

/** The payment that an object of Stripe's is or belongs to. */
const intentOf = (object: object): string | null => {
  if ('object' in object && object.object === 'payment_intent') return idOf(object);
  return 'payment_intent' in object ? idOf(object.payment_intent) : null;
};

/** Stripe's webhooks. */
export class StripeNotices implements ProviderNotices {
  readonly #options: StripeNoticesOptions;

  constructor(options: StripeNoticesOptions) {
    this.#options = options;
  }

  async read(rawBody: string, signature: string | undefined): Promise<Notice> {
    const secret = await this.#options.secret();
    const event = this.#verified(rawBody, signature ?? '', secret);
    return { id: event.id, type: event.type, about: intentOf(event.data.object) };
  }

  keyOf(about: string): Promise<string | undefined> {
    return this.#options.provider.keyOf(about);
  }

  #verified(rawBody: string, signature: string, secret: string): Stripe.Event {
    const now = this.#options.clock.now();
    try {
      return Stripe.webhooks.constructEvent(rawBody, signature, secret, toleranceSeconds, undefined, now);
    } catch {
      const message = 'is not a fresh signature of this body';
      throw errors.invalid([{ in: 'headers', pointer: '/stripe-signature', message }]);
    }
  }
}
