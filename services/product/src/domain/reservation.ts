import type { Money } from '@mercato/contracts/shared';

/** What an order copies of a product, as it was when the units were reserved. */
export interface ReservedAs {
  readonly sku: string;
  readonly name: string;
  readonly unitPrice: Money;
}

interface Base {
  readonly quantity: number;
  /** When it got its status. */
  readonly at: number;
}

export interface OpenReservation extends Base {
  readonly status: 'reserved';
  readonly as: ReservedAs;
}

/** Kept so that its key is known: `released` is a tombstone (its quantity may be 0), `committed` can still be refunded. */
export interface ClosedReservation extends Base {
  readonly status: 'committed' | 'released';
  /** A copy that says something older lies outside of the item, and must be overwritten before this one is dropped. */
  readonly elsewhere?: true;
}

export type Reservation = OpenReservation | ClosedReservation;

export type Reservations = Readonly<Record<string, Reservation>>;

/** Keys come from outside, so `constructor` must not find something. */
export const find = (all: Reservations, key: string): Reservation | undefined =>
  Object.hasOwn(all, key) ? all[key] : undefined;
