import { orderApi } from '@mercato/contracts/order';
import { type App, createService, type ServiceDefinition, type ServiceOptions } from '@mercato/kit/service';
import { orderHandlers } from './routes/orders.ts';
import { onCancelOrder } from './subscriptions/cancel-order.ts';
import { onCheckoutOrder } from './subscriptions/checkout-order.ts';
import { onOrderPlaced } from './subscriptions/order-placed.ts';
import { onShipmentDelivered, onShipmentDispatched } from './subscriptions/parcel-moved.ts';
import { onRefundOrder } from './subscriptions/refund-order.ts';
import { onSetOrderStatus } from './subscriptions/set-order-status.ts';
import type { OrderDeps } from './use-cases/deps.ts';

type Around = Omit<ServiceOptions<typeof orderApi>, 'name' | 'api' | 'handlers' | 'subscriptions'>;

/** What the order service listens to. */
export const orderSubscriptions = (deps: OrderDeps) => [
  onCheckoutOrder(deps),
  onCancelOrder(deps),
  onRefundOrder(deps),
  onSetOrderStatus(deps),
  onOrderPlaced(deps),
  onShipmentDispatched(deps),
  onShipmentDelivered(deps),
];

/** The order service over its ports. */
export const orderService = (deps: OrderDeps): ServiceDefinition<typeof orderApi> => ({
  name: 'order',
  api: orderApi,
  handlers: orderHandlers(deps),
  subscriptions: orderSubscriptions(deps),
  // The order's id comes from the key, and what was accepted under it is kept for good.
  ownIdempotency: ['placeOrder'],
});

export const createApp = (deps: OrderDeps, around: Around): Promise<App> =>
  createService({ ...around, ...orderService(deps) });
