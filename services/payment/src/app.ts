import { paymentApi } from '@mercato/contracts/payment';
import { type App, type ServiceOptions, createService } from '@mercato/kit/service';
import { internalRoutes } from './routes/internal.ts';
import { publicRoutes } from './routes/public.ts';
import type { PaymentParts } from './use-cases/parts.ts';

type Common = Omit<ServiceOptions<typeof paymentApi>, 'name' | 'api' | 'handlers' | 'subscriptions'>;

export const createApp = (parts: PaymentParts, common: Common): Promise<App> =>
  createService({
    ...common,
    name: 'payment',
    api: paymentApi,
    handlers: { ...publicRoutes(parts), ...internalRoutes(parts) },
  });
