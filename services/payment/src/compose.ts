import { StoredAggregates } from '@mercato/kit/aggregate';
import type { Surroundings } from '@mercato/kit/dapr';
import { ErrorRateBreaker } from '@mercato/kit/resilience';
import type { z } from 'zod';
import { SimulatedProvider } from './adapters/simulated-provider.ts';
import type { config } from './config.ts';
import type { PaymentState } from './domain/payment.ts';
import type { PaymentParts } from './use-cases/parts.ts';

type Needs = Pick<Surroundings<z.output<typeof config>>, 'config' | 'state' | 'publisher' | 'clock' | 'ids'>;

/** Puts the service together from what surrounds it. */
export const compose = ({ state: store, publisher, clock, ids, config: settings }: Needs): PaymentParts => {
  const provider = new SimulatedProvider({
    store,
    publisher,
    clock,
    ids,
    latencyMs: settings.PAYMENT_PROVIDER_LATENCY_MS,
    lateMs: settings.PAYMENT_PROVIDER_LATE_MS,
  });
  const payments = new StoredAggregates<PaymentState>({ store, publisher, kind: 'payment', clock });
  const breaker = new ErrorRateBreaker({ dependency: 'card-provider' });
  const providerTimeoutMs = settings.PAYMENT_PROVIDER_TIMEOUT_MS;
  return { payments, provider, breaker, publisher, clock, ids, providerTimeoutMs };
};
