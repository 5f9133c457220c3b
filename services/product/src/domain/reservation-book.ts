import type { ReservationBook } from '@mercato/contracts/product';
import type { Snapshot } from '@mercato/kit/aggregate';
import { iso } from '@mercato/kit/time';
import type { ProductState } from './product-state.ts';
import { available } from './stock.ts';

type Entry = readonly [key: string, reservation: { readonly at: number }];

const byTime = ([a, x]: Entry, [b, y]: Entry): number => x.at - y.at || (a < b ? -1 : 1);

/** Stock and reservations as they lie in one item, so that they agree. */
export const reservationBook = (productId: string, { state, version }: Snapshot<ProductState>): ReservationBook => ({
  productId,
  stock: { available: available(state.stock), ...state.stock },
  // The store keeps no order of keys.
  reservations: Object.entries(state.reservations)
    .toSorted(byTime)
    .map(([key, { status, quantity, at }]) => {
      return { key, status, quantity, at: iso(at) };
    }),
  deletedAt: state.deletedAt,
  version,
});
