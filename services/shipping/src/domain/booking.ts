import type { BookRequest, ShipmentStatus, ShipmentStep } from '@mercato/contracts/shipping';
import type { Decision } from '@mercato/kit/aggregate';
import { shipments } from './errors.ts';
import { checkServed } from './regions.ts';
import { type Parcel, type ShipmentState, moved, parcelOf, shipmentIdOf } from './shipment.ts';

/** Books the one parcel of an order and holds it. Booked again it is found as it stands; once cancelled it stays so. */
export const book = (
  current: ShipmentState | undefined,
  request: BookRequest,
  at: string,
): Decision<ShipmentState, Parcel> => {
  const { orderId } = request;
  shipmentIdOf(orderId);
  if (current?.status === 'cancelled') throw shipments.cancelled(orderId);
  if (current?.parcel) return { result: current.parcel };
  checkServed(request.address.country);
  const parcel = parcelOf(request);
  return { state: moved(current, 'held', at, { orderId, parcel }), result: parcel };
};

/** Cancels what has not left, and leaves a tombstone where nothing is, so that a late booking is refused. */
export const cancel = (
  current: ShipmentState | undefined,
  { orderId }: ShipmentStep,
  at: string,
): Decision<ShipmentState, ShipmentStatus> => {
  if (current?.status === 'cancelled') return { result: 'cancelled' };
  if (current?.status === 'dispatched' || current?.status === 'delivered') throw shipments.alreadyDispatched(orderId);
  return { state: moved(current, 'cancelled', at, { orderId, parcel: null }), result: 'cancelled' };
};

/** Lets the carrier have a held parcel, since its order is confirmed. One cancelled meanwhile stays cancelled. */
export const release = (
  current: ShipmentState | undefined,
  orderId: string,
  at: string,
): Decision<ShipmentState, ShipmentStatus> => {
  if (!current) throw shipments.notYetBooked(orderId);
  if (current.status !== 'held') return { result: current.status };
  return { state: moved(current, 'ready', at, current), result: 'ready' };
};
