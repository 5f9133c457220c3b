import type { ShipmentStatus } from '@mercato/contracts/shipping';

/** Where a parcel may go from where it is; `none` is an order that shipping has not heard of. */
export const transitions: Readonly<Record<ShipmentStatus | 'none', readonly ShipmentStatus[]>> = {
  none: ['held', 'cancelled'],
  held: ['ready', 'cancelled'],
  ready: ['dispatched', 'cancelled'],
  dispatched: ['delivered'],
  delivered: [],
  cancelled: [],
};

export const canMove = (from: ShipmentStatus | 'none', to: ShipmentStatus): boolean => transitions[from].includes(to);

/** Whether the carrier still has something to do for a parcel. */
export const isUnderWay = (status: ShipmentStatus | undefined): boolean =>
  status === 'ready' || status === 'dispatched';
