import { shipmentDelivered, shipmentDispatched } from '@mercato/contracts/shipping';
import { type Outgoing, outgoing } from '@mercato/kit/messaging';
import { type Parcel, shipmentIdOf } from './shipment.ts';

/** When something was decided, and as which version of the shipment it will be written. */
export interface Moment {
  readonly at: string;
  readonly version: number;
}

const contracts = { dispatched: shipmentDispatched, delivered: shipmentDelivered } as const;

/** What the world is told when a parcel leaves or arrives. */
export const movedFact = (
  what: keyof typeof contracts,
  orderId: string,
  parcel: Parcel,
  { at, version }: Moment,
): Outgoing => {
  const { userId, carrier, trackingNumber, address } = parcel;
  const shipmentId = shipmentIdOf(orderId);
  const data = { shipmentId, orderId, userId, version, carrier, trackingNumber, region: address.country, at };
  return outgoing(contracts[what], data, { distinct: version, time: at });
};
