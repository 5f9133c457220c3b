import { StoredAggregates, StoredOrderSet } from '@mercato/kit/aggregate';
import type { Surroundings } from '@mercato/kit/dapr';
import type { z } from 'zod';
import type { ShippingDeps } from './app.ts';
import { Carrier } from './carrier.ts';
import type { config } from './config.ts';
import type { ShipmentState } from './domain/shipment.ts';

type Needs = Pick<
  Surroundings<z.output<typeof config>>,
  'config' | 'state' | 'publisher' | 'clock' | 'log' | 'warmUp' | 'onStop'
>;

/** Puts the service together from what surrounds it. */
export const compose = ({ state: store, publisher, clock, log, config: settings, ...given }: Needs): ShippingDeps => {
  const shipments = new StoredAggregates<ShipmentState>({ store, publisher, kind: 'shipment', clock });
  const active = new StoredOrderSet({ store, publisher, kind: 'shipping-active', clock });
  const parts = { shipments, active, clock };
  const carrier = new Carrier({
    ...parts,
    log,
    pace: {
      dispatchAfterMs: settings.SHIPPING_DISPATCH_AFTER_MS,
      deliverAfterMs: settings.SHIPPING_DELIVER_AFTER_MS,
    },
    tickMs: settings.SHIPPING_TICK_MS,
    idleTickMs: settings.SHIPPING_IDLE_TICK_MS,
  });
  given.warmUp('parcels under way', async () => {
    await carrier.tick();
    carrier.start();
  });
  given.onStop(() => carrier.stop());
  return { ...parts, released: (orderId) => carrier.released(orderId) };
};
