import type { OrderStatus } from '@mercato/contracts/order';
import type { Money } from '@mercato/contracts/shared';
import { DomainError } from '@mercato/kit/errors';

const text = ({ amount, currency }: Money): string => `${amount / 100} ${currency}`;

export const orders = {
  notFound: (id: string) => new DomainError('order.not_found', `There is no order ${id}`),
  keyReused: () => new DomainError('idempotency.key_reused', 'This Idempotency-Key was used to order something else'),
  emptyCart: () => new DomainError('cart.empty', 'There is nothing in the cart to order'),
  totalChanged: (expected: Money, total: Money) =>
    new DomainError('order.total_changed', `The total is ${text(total)}, not ${text(expected)}`),
  mixedCurrencies: () => new DomainError('order.total_changed', 'The products are priced in different currencies'),
  beyondMoney: () => new DomainError('order.total_changed', 'The total is beyond what can be paid'),
  notParked: (id: string) => new DomainError('order.not_parked', `Order ${id} does not wait for a person`),
  notCancellable: (why: string) => new DomainError('order.not_cancellable', why),
  statusConflict: (from: OrderStatus, to: OrderStatus) =>
    new DomainError('order.status_conflict', `An order that is ${from} cannot become ${to}`),
  refundExceeded: (left: Money | null) =>
    new DomainError('order.refund_exceeded', left ? `At most ${text(left)} can be refunded` : 'Nothing was captured'),
  /** Transient: whatever is under way ends soon, and then the command can be judged. */
  busy: (id: string, what: string) => new DomainError('dependency.unavailable', `Order ${id} is busy: ${what}`),
} as const;
