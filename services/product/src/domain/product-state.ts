import type { NewProduct } from '@mercato/contracts/product';
import type { ErrorCode } from '@mercato/contracts/shared';
import type { Reservations } from './reservation.ts';
import type { Stock } from './stock.ts';

/** A command that was decided, and why it was refused if it was. */
export interface DecidedCommand {
  readonly id: string;
  readonly at: number;
  readonly refused?: { readonly code: ErrorCode; readonly detail: string };
}

export type ProductDetails = Readonly<Omit<NewProduct, 'id' | 'stock'>>;

/** What is stored of a product, all of it in one item. Instants are epoch milliseconds, but for what the API shows. */
export interface ProductState {
  readonly details: ProductDetails;
  readonly stock: Stock;
  readonly reservations: Reservations;
  /** Administrative commands already decided: reservations push them out of the aggregate's own short memory. */
  readonly applied: readonly DecidedCommand[];
  /** Until then, a closed reservation may lie outside of the item although its key still has to be known. */
  readonly lookElsewhereUntil: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly deletedAt: string | null;
}
