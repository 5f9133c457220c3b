import type { NewProduct } from '@mercato/contracts/product';
import type { Reservations } from './reservation.ts';
import type { Stock } from './stock.ts';

export type ProductDetails = Readonly<Omit<NewProduct, 'id' | 'stock'>>;

/** What is stored of a product, all of it in one item. Instants are epoch milliseconds, but for what the API shows. */
export interface ProductState {
  readonly details: ProductDetails;
  readonly stock: Stock;
  readonly reservations: Reservations;
  /** Administrative commands already applied: reservations push them out of the aggregate's own short memory. */
  readonly applied: readonly { readonly id: string; readonly at: number }[];
  /** Until then, a closed reservation may lie outside of the item although its key still has to be known. */
  readonly lookElsewhereUntil: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly deletedAt: string | null;
}
