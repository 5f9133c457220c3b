import { StoredAggregates } from '@mercato/kit/aggregate';
import type { Surroundings } from '@mercato/kit/dapr';
import { Bulkhead, ErrorRateBreaker } from '@mercato/kit/resilience';
import { RotatingSecret } from '@mercato/kit/secrets';
import type { z } from 'zod';
import { SimulatedProvider } from './adapters/simulated-provider.ts';
import { StripeApi } from './adapters/stripe/stripe-api.ts';
import { StripeProvider, type StripeRecord } from './adapters/stripe/stripe-provider.ts';
import type { config } from './config.ts';
import type { PaymentState } from './domain/payment.ts';
import type { PaymentProvider } from './ports/payment-provider.ts';
import type { PaymentParts } from './use-cases/parts.ts';

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
    provider: settings.PAYMENT_PROVIDER === 'stripe' ? stripe(needs) : simulator(needs),
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

const stripe = ({ state: store, publisher, secrets, clock, ids, config: settings }: Needs): PaymentProvider => {
  const key = new RotatingSecret({ secrets, name: 'stripe-api-key', parse: (text) => text.trim(), clock });
  const apiKey = (): Promise<string> => key.get();
  return new StripeProvider({
    api: new StripeApi({ apiKey, url: settings.PAYMENT_STRIPE_URL, timeoutMs: settings.PAYMENT_PROVIDER_TIMEOUT_MS }),
    records: new StoredAggregates<StripeRecord>({ store, publisher, kind: 'stripe', clock }),
    ids,
    apiKey,
  });
};
