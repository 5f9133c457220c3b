import type { BookRequest, Shipment, ShipmentStep } from '@mercato/contracts/shipping';
import type { Caller } from '@mercato/kit/auth';
import { book, cancel, release } from '../domain/booking.ts';
import type { IndexReport } from '@mercato/contracts/shared';
import { deliver, dispatch } from '../domain/carriage.ts';
import { isUnderWay } from '../domain/shipment-status.ts';
import { shipments } from '../domain/errors.ts';
import type { Parcel } from '../domain/shipment.ts';
import { viewOf } from '../domain/view.ts';
import { type ShippingParts, decideOn, momentOf, nowOf } from './parts.ts';

export const bookParcel = (parts: ShippingParts, request: BookRequest): Promise<Parcel> =>
  decideOn(parts, request.orderId, (current) => book(current, request, nowOf(parts)), { expect: 'absent' });

export const cancelParcel = async (parts: ShippingParts, step: ShipmentStep): Promise<void> => {
  await decideOn(parts, step.orderId, (current) => cancel(current, step, nowOf(parts)));
};

/**
 * Releases the parcel of a confirmed order. The carrier's list comes after the shipment and before the message is
 * acknowledged: dying between the two has the message delivered again, and it ends up on the list.
 */
export const releaseParcel = async (parts: ShippingParts, orderId: string): Promise<void> => {
  const status = await decideOn(parts, orderId, (current) => release(current, orderId, nowOf(parts)));
  if (isUnderWay(status)) await parts.active.add(orderId);
};

export const dispatchParcel = async (parts: ShippingParts, { orderId }: ShipmentStep): Promise<void> => {
  await decideOn(parts, orderId, (current, version) => dispatch(current, orderId, momentOf(parts, version)));
};

export const deliverParcel = async (parts: ShippingParts, { orderId }: ShipmentStep): Promise<void> => {
  await decideOn(parts, orderId, (current, version) => deliver(current, orderId, momentOf(parts, version)));
};

/**
 * Compares the carrier's list with parcels that were released. What is on it beyond those that are under way does no
 * harm, and the carrier takes it off by itself.
 */
export const rebuildActive = async (
  parts: ShippingParts,
  { orderIds, repair }: { readonly orderIds: readonly string[]; readonly repair: boolean },
): Promise<IndexReport> => {
  const listed = new Set(await parts.active.list());
  const unique = [...new Set(orderIds)];
  const states = await Promise.all(unique.map((orderId) => parts.shipments.load(orderId)));
  const active = unique.filter((_, i) => isUnderWay(states[i]?.state.status));
  const missing = active.filter((orderId) => !listed.has(orderId));
  if (repair) for (const orderId of missing) await parts.active.add(orderId);
  const differences = missing.map((id) => ({ what: 'missing', id }) as const);
  return { entries: active.length, differences, rebuilt: repair && missing.length > 0 };
};

/** Somebody else's shipment does not exist: a 403 would tell that it does. */
export const showTo = async (parts: ShippingParts, caller: Caller, orderId: string): Promise<Shipment> => {
  const found = await parts.shipments.load(orderId);
  const view = found && viewOf(found.state, found.version);
  if (!view || (caller.role !== 'admin' && view.userId !== caller.userId)) throw shipments.notFound(orderId);
  return view;
};
