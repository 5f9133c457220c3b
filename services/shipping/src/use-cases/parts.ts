import type { Aggregates, Decide, ExecuteOptions } from '@mercato/kit/aggregate';
import { type Clock, iso } from '@mercato/kit/time';
import type { Moment } from '../domain/facts.ts';
import type { ShipmentState } from '../domain/shipment.ts';
import type { ActiveParcels } from '../ports/active-parcels.ts';

/** What the use-cases work with. */
export interface ShippingParts {
  readonly shipments: Aggregates<ShipmentState>;
  readonly active: ActiveParcels;
  readonly clock: Clock;
}

export const nowOf = (parts: Pick<ShippingParts, 'clock'>): string => iso(parts.clock.now());

export const momentOf = (parts: Pick<ShippingParts, 'clock'>, version: number): Moment => ({
  at: nowOf(parts),
  version,
});

/**
 * Decides on one shipment. Every decision finds by itself, in the state, whether it was made before: no answer is
 * remembered, which could hide a cancellation that came later.
 */
export const decideOn = <R>(
  parts: Pick<ShippingParts, 'shipments'>,
  orderId: string,
  decide: Decide<ShipmentState, R>,
  options?: ExecuteOptions,
): Promise<R> => parts.shipments.execute(orderId, null, decide, options);
