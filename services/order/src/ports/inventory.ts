import type { ReservationKeys, ReservedLine, ReserveRequest } from '@mercato/contracts/product';

/** Stock, as an order needs it. Everything is idempotent by key; a refusal is thrown. */
export interface Inventory {
  reserve(request: ReserveRequest): Promise<readonly ReservedLine[]>;
  commit(keys: ReservationKeys): Promise<void>;
  /** Gives back what is reserved or sold, and leaves tombstones. */
  release(keys: ReservationKeys): Promise<void>;
}
