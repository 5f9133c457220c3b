import { cartApi } from '@mercato/contracts/cart';
import { type App, createService, type ServiceDefinition, type ServiceOptions } from '@mercato/kit/service';
import { cartHandlers } from './routes/cart-handlers.ts';
import type { OwnerDeps } from './routes/identify-owner.ts';
import { onOrderConfirmed } from './subscriptions/order-confirmed.ts';

type Around = Omit<ServiceOptions<typeof cartApi>, 'name' | 'api' | 'handlers' | 'subscriptions'>;

/** The cart service over its ports. */
export const cartService = (deps: OwnerDeps): ServiceDefinition<typeof cartApi> => ({
  name: 'cart',
  api: cartApi,
  handlers: cartHandlers(deps),
  subscriptions: [onOrderConfirmed(deps)],
});

export const createApp = (deps: OwnerDeps, around: Around): Promise<App> =>
  createService({ ...around, ...cartService(deps) });
