import { StoredAggregates } from '@mercato/kit/aggregate';
import { runService } from '@mercato/kit/dapr';
import { StoredActiveParcels } from './adapters/stored-active-parcels.ts';
import { createApp } from './app.ts';
import { Carrier } from './carrier.ts';
import { config } from './config.ts';
import type { ShipmentState } from './domain/shipment.ts';

await runService({
  name: 'shipping',
  config,
  build: ({ state: store, publisher, clock, ids, log, config: settings, common, warmUp, onStop }) => {
    const shipments = new StoredAggregates<ShipmentState>({ store, publisher, kind: 'shipment', clock });
    const active = new StoredActiveParcels({ store, publisher, clock, ids });
    const parts = { shipments, active, clock, ids };
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
    warmUp('parcels under way', async () => {
      await carrier.tick();
      carrier.start();
    });
    onStop(() => carrier.stop());
    return createApp({ ...parts, released: () => carrier.wake() }, common);
  },
});
