import type { StoredOrder } from '../domain/record.ts';

/** Orders with all that is stored beside them. */
export interface OrderRecords {
  /** A strong read. */
  find(orderId: string): Promise<StoredOrder | undefined>;
}
