import type { Shipment } from '@mercato/contracts/shipping';
import { type ShipmentState, shipmentIdOf } from './shipment.ts';

/** The shipment as the API shows it; undefined while there is only a tombstone. */
export const viewOf = (state: ShipmentState, version: number): Shipment | undefined => {
  const { orderId, status, parcel, at } = state;
  if (!parcel || at.held === undefined) return undefined;
  return {
    id: shipmentIdOf(orderId),
    orderId,
    userId: parcel.userId,
    status,
    carrier: parcel.carrier,
    trackingNumber: parcel.trackingNumber,
    address: parcel.address,
    bookedAt: at.held,
    dispatchedAt: at.dispatched ?? null,
    deliveredAt: at.delivered ?? null,
    version,
  };
};
