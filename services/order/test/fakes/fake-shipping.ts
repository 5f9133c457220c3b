import { shippingApi } from '@mercato/contracts/shipping';
import { DomainError } from '@mercato/kit/errors';
import { verdict } from '@mercato/kit/service';
import type { MemoryInvoker } from '@mercato/testkit';

type Status = 'held' | 'ready' | 'dispatched' | 'delivered' | 'cancelled';

/** Shipping as its service keeps it: one parcel per order, a tombstone once it is cancelled. */
export class FakeShipping {
  readonly parcels = new Map<string, Status>();

  /** What the event that confirms an order does. */
  release(orderId: string): void {
    if (this.parcels.get(orderId) === 'held') this.parcels.set(orderId, 'ready');
  }

  answer(invoker: MemoryInvoker): void {
    const body = async <T extends object>(work: () => T) => (await verdict(() => Promise.resolve().then(work))).body;
    invoker.register('shipping', shippingApi.book, ({ body: { orderId } }) =>
      body(() => {
        if (this.parcels.get(orderId) === 'cancelled') throw new DomainError('shipment.cancelled', orderId);
        if (!this.parcels.has(orderId)) this.parcels.set(orderId, 'held');
        return { shipmentId: `shp-${orderId}`.slice(0, 64), carrier: 'Swift', trackingNumber: 'SW1' };
      }),
    );
    invoker.register('shipping', shippingApi.cancel, ({ body: { orderId } }) =>
      body(() => {
        const status = this.parcels.get(orderId);
        if (status === 'dispatched' || status === 'delivered') {
          throw new DomainError('shipment.already_dispatched', 'The parcel has left');
        }
        this.parcels.set(orderId, 'cancelled');
        return {};
      }),
    );
    invoker.register('shipping', shippingApi.dispatch, ({ body: { orderId } }) =>
      body(() => this.#move(orderId, 'ready', 'dispatched', 'shipment.not_released')),
    );
    invoker.register('shipping', shippingApi.deliver, ({ body: { orderId } }) =>
      body(() => this.#move(orderId, 'dispatched', 'delivered', 'shipment.not_dispatched')),
    );
  }

  #move(orderId: string, from: Status, to: Status, code: 'shipment.not_released' | 'shipment.not_dispatched'): object {
    const status = this.parcels.get(orderId);
    if (status !== to && status !== from) throw new DomainError(code, `The parcel is ${status ?? 'unknown'}`);
    this.parcels.set(orderId, to);
    return {};
  }
}
