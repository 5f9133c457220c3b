import type { OrderStatus } from '@mercato/contracts/order';
import type { Money } from '@mercato/contracts/shared';
import type { CheckoutOutcome } from '../domain/checkout-outcome.ts';

/** What the shop wants to know about its orders. */
export interface OrderMetrics {
  reached(status: OrderStatus): void;
  checkedOut(outcome: CheckoutOutcome): void;
  confirmed(total: Money): void;
  step(step: string, direction: 'do' | 'undo', outcome: string, ms: number): void;
  /** So many orders wait for a person now. */
  parked(count: number): void;
}
