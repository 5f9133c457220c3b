import type { Inventory } from '../ports/inventory.ts';
import type { Payments } from '../ports/payments.ts';
import type { Shipping } from '../ports/shipping.ts';

/** The services that the steps call. */
export interface SagaPorts {
  readonly inventory: Inventory;
  readonly payments: Payments;
  readonly shipping: Shipping;
}
