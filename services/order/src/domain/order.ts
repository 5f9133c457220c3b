import type { Order, OrderLine, OrderStatus, TimelineEntry } from '@mercato/contracts/order';
import type { Address, ErrorCode, Money } from '@mercato/contracts/shared';
import { newSagaLog, type SagaLog } from '@mercato/kit/saga';
import { iso } from '@mercato/kit/time';
import type { Acceptance } from './acceptance.ts';
import { withEntry } from './timeline.ts';

export interface Refund {
  readonly id: string;
  readonly key: string;
  readonly amount: number;
  /** `asked` is stored before payment is; until it is settled the amount counts as given back. */
  readonly status: 'asked' | 'done' | 'refused';
}

export interface OrderPayment {
  /** Forgotten once the checkout has ended. */
  readonly token: string | null;
  readonly authorizeKey: string;
  readonly paymentId: string | null;
  readonly authorized: Money | null;
  readonly captured: Money | null;
  readonly refunds: readonly Refund[];
}

/** What came of a command whose sender may be waiting: refused with `code`, or done. */
export interface CommandResult {
  readonly commandId: string;
  readonly code: ErrorCode | null;
  readonly detail: string | null;
}

/** All that is known of one order: a single document. */
export interface OrderState {
  readonly id: string;
  readonly userId: string;
  readonly requestHash: string;
  readonly status: Exclude<OrderStatus, 'accepted'>;
  readonly requested: Acceptance['lines'];
  readonly lines: readonly OrderLine[];
  readonly total: Money | null;
  readonly expectedTotal: Money | null;
  readonly shippingAddress: Address;
  readonly payment: OrderPayment;
  readonly shipment: Order['shipment'];
  readonly cancellation: Order['cancellation'];
  readonly checkout: SagaLog;
  /** The saga that undoes a confirmed order, once somebody asked for it. */
  readonly cancel: SagaLog | null;
  /** Cancel commands that wait for the outcome. */
  readonly cancelRequests: readonly string[];
  readonly results: readonly CommandResult[];
  readonly timeline: readonly TimelineEntry[];
  /** Of the request that placed it, where that was recorded. */
  readonly traceId?: string;
  readonly placedAt: string;
  readonly updatedAt: string;
}

export const checkoutVersion = 1;
export const cancelVersion = 1;

/** The step after whose intent an order is as good as confirmed. */
export const confirmStep = 'confirm-order';
export const authorizeStep = 'authorize-payment';
export const bookStep = 'book-shipment';
export const refundStep = 'refund-payment';

export const stepKeyOf = (orderId: string, step: string): string => `${orderId}:${step}`;

/** An order at the moment it is taken up. */
export const placeOrder = (acceptance: Acceptance, now: number): OrderState => {
  const order: OrderState = {
    id: acceptance.orderId,
    userId: acceptance.userId,
    requestHash: acceptance.requestHash,
    status: 'pending',
    requested: acceptance.lines,
    lines: [],
    total: null,
    expectedTotal: acceptance.expectedTotal ?? null,
    shippingAddress: acceptance.shippingAddress,
    payment: {
      token: acceptance.paymentToken,
      authorizeKey: stepKeyOf(acceptance.orderId, authorizeStep),
      paymentId: null,
      authorized: null,
      captured: null,
      refunds: [],
    },
    shipment: null,
    cancellation: null,
    checkout: newSagaLog(checkoutVersion, Date.parse(acceptance.acceptedAt)),
    cancel: null,
    cancelRequests: [],
    results: [],
    timeline: [],
    placedAt: acceptance.acceptedAt,
    updatedAt: iso(now),
  };
  return withEntry(order, now, { kind: 'status', name: 'pending', outcome: 'done' });
};

/** What a person must look at, if there is anything. */
export const parkedOf = ({ checkout, cancel }: OrderState) => checkout.parked ?? cancel?.parked;

export const isParked = (order: OrderState): boolean => parkedOf(order) !== undefined;

/** Moves an order on, and says so in its timeline. */
export const withStatus = (order: OrderState, status: OrderState['status'], now: number): OrderState =>
  withEntry({ ...order, status }, now, { kind: 'status', name: status, outcome: 'done' });
