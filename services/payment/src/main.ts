import { StoredAggregates } from '@mercato/kit/aggregate';
import { runService } from '@mercato/kit/dapr';
import { SimulatedProvider } from './adapters/simulated-provider.ts';
import { createApp } from './app.ts';
import { config } from './config.ts';
import type { PaymentState } from './domain/payment.ts';

await runService({
  name: 'payment',
  config,
  build: ({ state: store, publisher, clock, ids, config: settings, common }) => {
    const provider = new SimulatedProvider({
      store,
      publisher,
      clock,
      ids,
      latencyMs: settings.PAYMENT_PROVIDER_LATENCY_MS,
      lateMs: settings.PAYMENT_PROVIDER_LATE_MS,
    });
    const payments = new StoredAggregates<PaymentState>({ store, publisher, kind: 'payment', clock });
    const providerTimeoutMs = settings.PAYMENT_PROVIDER_TIMEOUT_MS;
    return createApp({ payments, provider, publisher, clock, ids, providerTimeoutMs }, common);
  },
});
