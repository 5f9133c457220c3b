import type { ReservedLine } from '@mercato/contracts/product';
import * as refuse from './errors.ts';
import type { ProductState } from './product-state.ts';
import { type ClosedReservation, find, type Reservation, type ReservedAs } from './reservation.ts';
import { prune } from './retention.ts';
import { available, hold, sell, type Stock, unhold, unsell } from './stock.ts';

/** What lies outside of the item under a key. `undefined`: nobody has looked yet. `null`: looked, nothing there. */
export type Elsewhere = ClosedReservation | null | undefined;

/** `look`: the decision needs to know what lies elsewhere. Without a state nothing changes. */
export type Step = 'look' | { readonly state?: ProductState };

/** One line of a request for units. */
export interface Line {
  readonly productId: string;
  readonly key: string;
}

const written = (state: ProductState, stock: Stock, key: string, next: Reservation): Step => ({
  state: prune({ ...state, stock, reservations: { ...state.reservations, [key]: next } }, next.at),
});

const movedAnything = (state: ProductState): boolean => state.lookElsewhereUntil > 0;

/** The name and price under which the order has its units. */
export const reservedAs = (state: ProductState, key: string): ReservedAs => {
  const known = find(state.reservations, key);
  const { sku, name, price } = state.details;
  return known?.status === 'reserved' ? known.as : { sku, name, unitPrice: price };
};

export const reservedLine = (state: ProductState, line: Line, quantity: number): ReservedLine => ({
  key: line.key,
  productId: line.productId,
  quantity: find(state.reservations, line.key)?.quantity ?? quantity,
  ...reservedAs(state, line.key),
});

export const reserve = (
  state: ProductState | undefined,
  line: Line & { readonly quantity: number },
  now: number,
  elsewhere: Elsewhere,
): Step => {
  const { key, quantity, productId } = line;
  if (!state) throw refuse.product.notFound(productId);
  const known = find(state.reservations, key) ?? elsewhere;
  if (known?.status === 'released') throw refuse.reservation.released(key);
  if (known) return {};
  if (elsewhere === undefined && now < state.lookElsewhereUntil) return 'look';
  if (state.deletedAt !== null) throw refuse.product.notFound(productId);
  const left = available(state.stock);
  if (left < quantity) throw refuse.stock.insufficient(productId, state.details.name, quantity, left);
  const as = reservedAs(state, key);
  return written(state, hold(state.stock, quantity), key, { status: 'reserved', quantity, at: now, as });
};

/** Turns reserved units into sold ones. */
export const commit = (state: ProductState | undefined, line: Line, now: number, elsewhere: Elsewhere): Step => {
  const { key, productId } = line;
  if (!state) throw refuse.product.notFound(productId);
  const known = find(state.reservations, key) ?? elsewhere;
  if (known === undefined && movedAnything(state)) return 'look';
  if (!known) throw refuse.reservation.unknown(key);
  if (known.status === 'released') throw refuse.reservation.released(key);
  if (known.status === 'committed') return {};
  const { quantity } = known;
  return written(state, sell(state.stock, quantity), key, { status: 'committed', quantity, at: now });
};

/**
 * Gives reserved or sold units back. An unknown key leaves a tombstone, so that a reserve that comes late is refused. A
 * product that never was needs none: reserving it is refused anyway.
 */
export const release = (state: ProductState | undefined, line: Line, now: number, elsewhere: Elsewhere): Step => {
  if (!state) return {};
  const known = find(state.reservations, line.key) ?? elsewhere;
  if (known === undefined && movedAnything(state)) return 'look';
  if (known?.status === 'released') return {};
  const { quantity, stock } = givenBack(state.stock, known);
  const tombstone: Reservation = { status: 'released', quantity, at: now };
  // A sale may lie outside even where it lies inside: its mover may be between copying and dropping it.
  const copied = known?.status === 'committed';
  return written(state, stock, line.key, copied ? { ...tombstone, elsewhere: true } : tombstone);
};

const givenBack = (stock: Stock, known: Reservation | null | undefined): { quantity: number; stock: Stock } => {
  if (!known) return { quantity: 0, stock };
  const { quantity } = known;
  return { quantity, stock: known.status === 'committed' ? unsell(stock, quantity) : unhold(stock, quantity) };
};
