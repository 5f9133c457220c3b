import { StoredAggregates } from '@mercato/kit/aggregate';
import type { Surroundings } from '@mercato/kit/dapr';
import { Bulkhead, ErrorRateBreaker } from '@mercato/kit/resilience';
import { RotatingSecret } from '@mercato/kit/secrets';
import type { z } from 'zod';
import { SimulatedProvider } from './adapters/simulated-provider.ts';
import { StripeApi } from './adapters/stripe/stripe-api.ts';
import { StripeNotices } from './adapters/stripe/stripe-notices.ts';
import { StripeProvider, type StripeRecord } from './adapters/stripe/stripe-provider.ts';
import type { config } from './config.ts';
import type { PaymentState } from './domain/payment.ts';
import type { PaymentProvider } from './ports/payment-provider.ts';
import type { PaymentParts } from './use-cases/parts.ts';
import type { SeenNotices } from './use-cases/receive-notice.ts';

type Needs = Pick<
  Surroundings<z.output<typeof config>>,
  'config' | 'state' | 'publisher' | 'secrets' | 'clock' | 'ids'
>;

/** The most calls of the provider that one replica makes at a time. */
const mostCalls = 25;
const dependency = 'card-provider';

/** Puts the service together from what surrounds it. */
export const compose = (needs: Needs): PaymentParts => {
  const { state: store, publisher, clock, ids, config: settings } = needs;
  return {
    payments: new StoredAggregates<PaymentState>({ store, publisher, kind: 'payment', clock }),
    ...(settings.PAYMENT_PROVIDER === 'stripe' ? stripe(needs) : { provider: simulator(needs) }),
    breaker: new ErrorRateBreaker({ dependency }),
    bulkhead: new Bulkhead({ dependency, limit: mostCalls }),
    publisher,
    clock,
    ids,
    providerTimeoutMs: settings.PAYMENT_PROVIDER_TIMEOUT_MS,
  };
};

const simulator = ({ state: store, publisher, clock, ids, config: settings }: Needs): PaymentProvider =>
  new SimulatedProvider({
    store,
    publisher,
    clock,
    ids,
    latencyMs: settings.PAYMENT_PROVIDER_LATENCY_MS,
    lateMs: settings.PAYMENT_PROVIDER_LATE_MS,
  });

const stripe = (needs: Needs): Pick<PaymentParts, 'provider' | 'notices'> => {
  const { state: store, publisher, secrets, clock, ids, config: settings } = needs;
  const parse = (text: string): string => text.trim();
  const key = new RotatingSecret({ secrets, name: 'stripe-api-key', parse, clock });
  const signing = new RotatingSecret({ secrets, name: 'stripe-webhook-secret', parse, clock });
  const apiKey = (): Promise<string> => key.get();
  const provider = new StripeProvider({
    api: new StripeApi({ apiKey, url: settings.PAYMENT_STRIPE_URL, timeoutMs: settings.PAYMENT_PROVIDER_TIMEOUT_MS }),
    records: new StoredAggregates<StripeRecord>({ store, publisher, kind: 'stripe', clock }),
    ids,
    apiKey,
  });
  const seen = new StoredAggregates<SeenNotices>({ store, publisher, kind: 'notice', clock });
  return { provider, notices: { reader: new StripeNotices({ secret: () => signing.get(), provider, clock }), seen } };
};
