import { paymentApi } from '@mercato/contracts/payment';
import { type App, type ServiceDefinition, type ServiceOptions, createService } from '@mercato/kit/service';
import { internalRoutes } from './routes/internal.ts';
import { publicRoutes } from './routes/public.ts';
import type { PaymentParts } from './use-cases/parts.ts';

type Common = Omit<ServiceOptions<typeof paymentApi>, 'name' | 'api' | 'handlers' | 'subscriptions'>;

/** The payment service over its parts. */
export const paymentService = (parts: PaymentParts): ServiceDefinition<typeof paymentApi> => ({
  name: 'payment',
  api: paymentApi,
  handlers: { ...publicRoutes(parts), ...internalRoutes(parts) },
});

export const createApp = (parts: PaymentParts, common: Common): Promise<App> =>
  createService({ ...common, ...paymentService(parts) });
