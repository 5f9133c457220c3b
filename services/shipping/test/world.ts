import { orderConfirmed } from '@mercato/contracts/order';
import type { BookRequest } from '@mercato/contracts/shipping';
import { StoredAggregates, StoredOrderSet } from '@mercato/kit/aggregate';
import { type Incoming, outgoing } from '@mercato/kit/messaging';
import { iso } from '@mercato/kit/time';
import { FakeClock, MemoryPublisher, MemoryStateStore } from '@mercato/testkit';
import { Carrier } from '../src/carrier.ts';
import type { ShipmentState } from '../src/domain/shipment.ts';
import { onOrderConfirmed } from '../src/subscriptions/order-confirmed.ts';
import { bookParcel } from '../src/use-cases/shipments.ts';
import type { ShippingParts } from '../src/use-cases/parts.ts';

export const pace = { dispatchAfterMs: 5000, deliverAfterMs: 10_000 };

export const bookRequest = (orderId: string, country = 'DE'): BookRequest => ({
  key: `${orderId}:ship`,
  orderId,
  userId: 'usr-1',
  units: 2,
  address: { name: 'Ada', street: 'Weg 1', city: 'Ulm', postalCode: '89073', country },
});

export const step = (orderId: string) => ({ key: `${orderId}:any`, orderId });

/** One shipping service over stores that outlive it; `boot` is another process or replica of it. */
export const createWorld = () => {
  const store = new MemoryStateStore();
  const publisher = new MemoryPublisher();
  const clock = new FakeClock();
  const warnings: string[] = [];
  const log = { warn: (_: object, message?: string) => void warnings.push(message ?? '') };
  const boot = () => {
    const parts: ShippingParts = {
      shipments: new StoredAggregates<ShipmentState>({ store, publisher, kind: 'shipment', clock }),
      active: new StoredOrderSet({ store, publisher, kind: 'shipping-active', clock }),
      clock,
    };
    const carrier = new Carrier({ ...parts, pace, tickMs: 1000, idleTickMs: 5000, log });
    return { parts, carrier };
  };
  const stateOf = (orderId: string) => store.peek<{ state: ShipmentState; owed: unknown[] }>(`shipment:${orderId}`);
  const listed = async (): Promise<readonly string[]> => (await boot().parts.active.list()).toSorted();
  const confirm = async (
    orderId: string,
    parts = boot().parts,
    released: (id: string) => void = () => {},
  ): Promise<void> => {
    const at = iso(clock.now());
    const total = { amount: 1, currency: 'EUR' as const };
    const data = { orderId, userId: 'usr-1', version: 5, region: 'DE', at, items: [], total };
    const message = outgoing(orderConfirmed, data, { distinct: 5, time: at });
    await onOrderConfirmed(parts, released).handle(message as unknown as Incoming<never>);
  };
  return { store, publisher, clock, warnings, boot, ...boot(), stateOf, listed, confirm };
};
export type World = ReturnType<typeof createWorld>;

/** A world with parcels that were released at its carrier. */
export const released = async (...orderIds: string[]): Promise<World> => {
  const world = createWorld();
  for (const id of orderIds) {
    await bookParcel(world.parts, bookRequest(id));
    await world.confirm(id, world.parts, (orderId) => world.carrier.released(orderId));
  }
  return world;
};
