import type { BookRequest, ShipmentStatus } from '@mercato/contracts/shipping';
import type { Address } from '@mercato/contracts/shared';
import { hashOf } from '@mercato/kit/ids';
import { shipments } from './errors.ts';
import { carrier } from './regions.ts';
import { canMove } from './shipment-status.ts';

/** What was booked. */
export interface Parcel {
  readonly key: string;
  readonly userId: string;
  readonly address: Address;
  readonly units: number;
  readonly carrier: string;
  readonly trackingNumber: string;
}

/** The shipment of one order; without a parcel it is the tombstone of a booking that never came. */
export interface ShipmentState {
  readonly orderId: string;
  readonly status: ShipmentStatus;
  readonly parcel: Parcel | null;
  /** When it came to each status. */
  readonly at: Readonly<Partial<Record<ShipmentStatus, string>>>;
}

const longestOrderId = 60;

/** `shp-<orderId>`, which must itself be an id of at most 64 characters. */
export const shipmentIdOf = (orderId: string): string => {
  if (orderId.length > longestOrderId) throw shipments.orderIdTooLong(longestOrderId);
  return `shp-${orderId}`;
};

export const parcelOf = ({ key, orderId, userId, address, units }: BookRequest): Parcel => {
  const trackingNumber = `MP${hashOf(orderId).slice(0, 12).toUpperCase()}`;
  return { key, userId, address, units, carrier, trackingNumber };
};

/** The shipment in its next status. Callers have checked that it may go there; a mistake of theirs is a bug, not a refusal. */
export const moved = (
  current: ShipmentState | undefined,
  to: ShipmentStatus,
  at: string,
  fresh: { readonly orderId: string; readonly parcel: Parcel | null },
): ShipmentState => {
  const from = current?.status ?? 'none';
  if (!canMove(from, to)) throw new Error(`A shipment cannot go from ${from} to ${to}`);
  const { orderId, parcel } = current ?? fresh;
  return { orderId, parcel, status: to, at: { ...current?.at, [to]: at } };
};
