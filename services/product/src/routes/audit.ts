import type { productApi } from '@mercato/contracts/product';
import type { Aggregates } from '@mercato/kit/aggregate';
import { type Handlers, ok } from '@mercato/kit/service';
import { product } from '../domain/errors.ts';
import type { ProductState } from '../domain/product-state.ts';
import { reservationBook } from '../domain/reservation-book.ts';

/** What administrators see of a product beyond what shoppers do, by a strong read. */
export const auditRoutes = ({
  products,
}: {
  readonly products: Pick<Aggregates<ProductState>, 'load'>;
}): Pick<Handlers<typeof productApi>, 'getReservations'> => ({
  getReservations: async ({ params: { id } }) => {
    const snapshot = await products.load(id);
    if (!snapshot) throw product.notFound(id);
    return ok(reservationBook(id, snapshot));
  },
});
