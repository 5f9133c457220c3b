import type { Decision } from '@mercato/kit/aggregate';
import { shipments } from './errors.ts';
import { type Moment, movedFact } from './facts.ts';
import { type Parcel, type ShipmentState, moved } from './shipment.ts';

const known = (current: ShipmentState | undefined, orderId: string): ShipmentState & { readonly parcel: Parcel } => {
  if (!current) throw shipments.notFound(orderId);
  if (current.status === 'cancelled') throw shipments.cancelled(orderId);
  if (!current.parcel) throw shipments.notFound(orderId);
  return { ...current, parcel: current.parcel };
};

const leave = (
  shipment: ShipmentState & { readonly parcel: Parcel },
  to: 'dispatched' | 'delivered',
  moment: Moment,
) => ({
  state: moved(shipment, to, moment.at, shipment),
  owed: [movedFact(to, shipment.orderId, shipment.parcel, moment)],
});

/** Hands a ready parcel to the carrier. One that left already is found so. */
export const dispatch = (
  current: ShipmentState | undefined,
  orderId: string,
  moment: Moment,
): Decision<ShipmentState, null> => {
  const shipment = known(current, orderId);
  if (shipment.status === 'held') throw shipments.notReleased(orderId);
  if (shipment.status !== 'ready') return { result: null };
  return { ...leave(shipment, 'dispatched', moment), result: null };
};

/** Records that a dispatched parcel arrived. */
export const deliver = (
  current: ShipmentState | undefined,
  orderId: string,
  moment: Moment,
): Decision<ShipmentState, null> => {
  const shipment = known(current, orderId);
  if (shipment.status === 'delivered') return { result: null };
  if (shipment.status !== 'dispatched') throw shipments.notDispatched(orderId);
  return { ...leave(shipment, 'delivered', moment), result: null };
};

/** How long the carrier takes to fetch a parcel and to bring it. */
export interface CarrierPace {
  readonly dispatchAfterMs: number;
  readonly deliverAfterMs: number;
}

/** When the carrier must look at a parcel again; null when it is done with it. */
export type NextLook = number | null;

const dueOf = (shipment: ShipmentState, pace: CarrierPace): NextLook => {
  const { at, status } = shipment;
  if (status === 'ready') return Date.parse(at.ready ?? '') + pace.dispatchAfterMs;
  if (status === 'dispatched') return Date.parse(at.dispatched ?? '') + pace.deliverAfterMs;
  return null;
};

/** Since when a carrier should have moved the parcel; one that is at its end, taken it off its list. */
export const movableSince = (shipment: ShipmentState, pace: CarrierPace): number =>
  dueOf(shipment, pace) ?? Date.parse(shipment.at[shipment.status] ?? '');

/** Moves a parcel one step on if its time has come. */
export const advance = (
  current: ShipmentState | undefined,
  pace: CarrierPace,
  moment: Moment,
): Decision<ShipmentState, NextLook> => {
  const due = current ? dueOf(current, pace) : null;
  if (!current || due === null || due > Date.parse(moment.at)) return { result: due };
  const move = current.status === 'ready' ? dispatch : deliver;
  const { state, owed } = move(current, current.orderId, moment);
  return state ? { state, owed: owed ?? [], result: dueOf(state, pace) } : { result: null };
};
