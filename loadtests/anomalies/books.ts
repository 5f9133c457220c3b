import type { Payment, StockOrder } from '../baselines/stock/steps.ts';

/** What a shop must not have, whoever died meanwhile. */
export interface Anomalies {
  /** Units by which the shelf and the confirmed orders differ. */
  readonly oversold: number;
  /** Charges beyond the one that each order may have. */
  readonly doubleCharges: number;
  /** Orders on record that never come to an end. */
  readonly lost: number;
}

export interface StockBooks {
  /** What is on record of each order; undefined where nothing is. */
  readonly orders: readonly (Pick<StockOrder, 'productId' | 'quantity'> & {
    readonly status: 'placed' | 'confirmed' | 'refused';
    readonly payment: Payment | undefined;
  })[];
  /** Units on the shelf before and after, by product. */
  readonly shelves: Readonly<Record<string, { readonly before: number; readonly after: number }>>;
}

/** What is wrong with the books of a stock shop once nothing moves any more. */
export const anomaliesOf = ({ orders, shelves }: StockBooks): Anomalies => {
  const sold = (id: string): number =>
    orders.reduce((sum, one) => sum + (one.productId === id && one.status === 'confirmed' ? one.quantity : 0), 0);
  const differences = Object.entries(shelves).map(([id, { before, after }]) => Math.abs(before - after - sold(id)));
  return {
    oversold: differences.reduce((sum, units) => sum + units, 0),
    doubleCharges: orders.reduce((sum, { payment }) => sum + Math.max(0, (payment?.charges ?? 0) - 1), 0),
    lost: orders.filter(({ status }) => status === 'placed').length,
  };
};
