import type { ReservationBook } from '@mercato/contracts/product';
import type { Snapshot } from '@mercato/kit/aggregate';
import { iso } from '@mercato/kit/time';
import type { ProductState } from './product-state.ts';
import { available } from './stock.ts';

/** Stock and reservations as they lie in one item, so that they agree. */
export const reservationBook = (productId: string, { state, version }: Snapshot<ProductState>): ReservationBook => ({
  productId,
  stock: { available: available(state.stock), ...state.stock },
  reservations: Object.entries(state.reservations).map(([key, { status, quantity, at }]) => {
    return { key, status, quantity, at: iso(at) };
  }),
  deletedAt: state.deletedAt,
  version,
});
