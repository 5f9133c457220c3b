import { shippingApi } from '@mercato/contracts/shipping';
import { type App, type ServiceDefinition, type ServiceOptions, createService } from '@mercato/kit/service';
import { internalRoutes } from './routes/internal.ts';
import { publicRoutes } from './routes/public.ts';
import { onOrderConfirmed } from './subscriptions/order-confirmed.ts';
import type { ShippingParts } from './use-cases/parts.ts';

type Common = Omit<ServiceOptions<typeof shippingApi>, 'name' | 'api' | 'handlers' | 'subscriptions'>;

export interface ShippingDeps extends ShippingParts {
  /** Told of every parcel that was released here. */
  readonly released: (orderId: string) => void;
}

/** The shipping service over its parts. */
export const shippingService = (deps: ShippingDeps): ServiceDefinition<typeof shippingApi> => ({
  name: 'shipping',
  api: shippingApi,
  handlers: { ...publicRoutes(deps), ...internalRoutes(deps) },
  subscriptions: [onOrderConfirmed(deps, deps.released)],
});

export const createApp = (deps: ShippingDeps, common: Common): Promise<App> =>
  createService({ ...common, ...shippingService(deps) });
