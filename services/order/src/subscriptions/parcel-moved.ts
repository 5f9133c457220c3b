import { shipmentDelivered, shipmentDispatched } from '@mercato/contracts/shipping';
import type { Incoming } from '@mercato/kit/messaging';
import { subscription } from '@mercato/kit/messaging';
import { applyFulfilled, type Fulfilled } from '../domain/fulfilment.ts';
import type { OrderDeps } from '../use-cases/deps.ts';

type Deps = Pick<OrderDeps, 'orders' | 'clock' | 'log' | 'metrics'>;

const apply =
  ({ orders, clock, log, metrics }: Deps, target: Fulfilled) =>
  async ({ id, data: { orderId } }: Incoming<{ readonly orderId: string }>): Promise<void> => {
    const reached = await orders.execute(orderId, `event:${id}`, (current) =>
      applyFulfilled(current, orderId, target, clock.now()),
    );
    for (const status of reached) metrics.reached(status);
    log.info({ orderId, reached }, 'parcel moved');
  };

export const onShipmentDispatched = (deps: Deps) => subscription(shipmentDispatched, apply(deps, 'shipped'));

export const onShipmentDelivered = (deps: Deps) => subscription(shipmentDelivered, apply(deps, 'delivered'));
