import { StoredAggregates } from '@mercato/kit/aggregate';
import { Stripe } from 'stripe';
import { StripeApi } from '../../src/adapters/stripe/stripe-api.ts';
import { StripeNotices } from '../../src/adapters/stripe/stripe-notices.ts';
import { StripeProvider, type StripeRecord } from '../../src/adapters/stripe/stripe-provider.ts';
import type { SeenNotices } from '../../src/use-cases/receive-notice.ts';
import { createWorld, type ProviderPorts, type WorldOptions } from '../world.ts';
import { FakeStripe } from './fake-stripe.ts';

export const testKey = 'sk_test_unitOnly';
export const signingSecret = 'whsec_unitOnly';

/** A Stripe adapter over the given stores, speaking to the fake by the real SDK. */
export const stripeOver = (fake: FakeStripe, ports: ProviderPorts, key = testKey): StripeProvider => {
  const apiKey = (): Promise<string> => Promise.resolve(key);
  const httpClient = Stripe.createFetchHttpClient(fake.fetch);
  return new StripeProvider({
    api: new StripeApi({ apiKey, timeoutMs: 1000, httpClient }),
    records: new StoredAggregates<StripeRecord>({ ...ports, kind: 'stripe' }),
    ids: ports.ids,
    apiKey,
  });
};

/** What makes a world of the payment service pay by Stripe, webhooks included. */
export const payingBy = (fake: FakeStripe): WorldOptions => ({
  provider: (ports) => stripeOver(fake, ports),
  notices: (ports) => ({
    reader: new StripeNotices({
      secret: () => Promise.resolve(signingSecret),
      provider: stripeOver(fake, ports),
      clock: ports.clock,
    }),
    seen: new StoredAggregates<SeenNotices>({ ...ports, kind: 'notice' }),
  }),
});

/** A payment service whose provider is Stripe. */
export const createStripeWorld = (options: WorldOptions = {}) => {
  const fake = new FakeStripe();
  return { ...createWorld({ ...payingBy(fake), ...options }), fake };
};
