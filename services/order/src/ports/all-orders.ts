import type { IndexEntry, IndexPage, IndexQuery } from './order-index.ts';

/** The orders of everybody, newest first. */
export interface AllOrders {
  /** Adding an order again changes nothing. */
  add(entry: IndexEntry): Promise<void>;
  page(query: IndexQuery): Promise<IndexPage>;
}
