import type { Order } from '@mercato/contracts/order';
import type { BookRequest, ShipmentStep } from '@mercato/contracts/shipping';

/** Shipping, as an order needs it. Everything is idempotent by key; a refusal is thrown. */
export interface Shipping {
  book(request: BookRequest): Promise<NonNullable<Order['shipment']>>;
  /** Leaves a tombstone; refused once the parcel has left. */
  cancel(step: ShipmentStep): Promise<void>;
  dispatch(step: ShipmentStep): Promise<void>;
  deliver(step: ShipmentStep): Promise<void>;
}
