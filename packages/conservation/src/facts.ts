import type { OrderRecord } from '@mercato/contracts/order';
import type { Payment } from '@mercato/contracts/payment';
import type { Reservation, StockLevel } from '@mercato/contracts/product';
import type { Money } from '@mercato/contracts/shared';
import type { Shipment } from '@mercato/contracts/shipping';

export interface ProductFacts {
  readonly id: string;
  readonly stock: StockLevel;
  /** As stored beside the stock: all open ones, and the latest closed ones. */
  readonly reservations: readonly Reservation[];
}

/** `accepted`: recorded, but nothing was done for it yet. `missing`: nobody knows it. */
export type KnownAs = OrderRecord | 'accepted' | 'missing';

export interface OrderFacts {
  readonly id: string;
  readonly known: KnownAs;
  /** Whether it stands in the listing of all orders. */
  readonly listed: boolean;
  readonly payment: Payment | null;
  readonly shipment: Shipment | null;
}

export interface QueueFacts {
  readonly name: string;
  /** Messages that wait, are being handled, or are held back. */
  readonly messages: number;
}

export interface DeadLetter {
  readonly queue: string;
  /** The event's id; the message's own where it is no event. */
  readonly id: string;
  readonly topic: string;
  readonly subject: string;
}

/** One event, as the archive keeps it. */
export interface EventFacts {
  readonly id: string;
  readonly topic: string;
  readonly subject: string;
  readonly time: string;
  /** The order it is about, where it is about one. */
  readonly orderId: string | null;
  /** That of the aggregate it comes from. */
  readonly version: number | null;
  /** What was captured or refunded. */
  readonly amount: Money | null;
}

/** Every event since `since`; of what happened before, some may be gone. */
export interface EventLog {
  readonly since: string;
  readonly entries: readonly EventFacts[];
}

/** All that the shop says about itself, read while it is quiet. */
export interface Facts {
  readonly products: readonly ProductFacts[];
  readonly orders: readonly OrderFacts[];
  readonly queues: readonly QueueFacts[];
  readonly deadLetters: readonly DeadLetter[];
  /** Null where no archive was read: then nothing is said about events. */
  readonly events: EventLog | null;
}

/** What the driver of a run knows, and the shop cannot. */
export interface Expectations {
  /** Every order that was ever answered with 201 or 202. */
  readonly accepted: readonly string[];
  /** Events that were put into a dead-letter queue on purpose, by id. */
  readonly poison: readonly string[];
}

export interface Violation {
  readonly rule: string;
  /** `order:<id>`, `product:<id>`, `queue:<name>` or `shop`. */
  readonly aggregate: string;
  readonly detail: string;
}

/** A rule looks at all facts, and says what breaks it. */
export type Rule = (facts: Facts, expected: Expectations) => readonly Violation[];

export interface RecordedOrder extends OrderFacts {
  readonly known: OrderRecord;
}

export const isRecorded = (order: OrderFacts): order is RecordedOrder => typeof order.known === 'object';

export const statusOf = ({ known }: OrderFacts): string => (typeof known === 'object' ? known.order.status : known);

/** A person must look at it: until then nothing about it is certain, and nothing is lost. */
export const isParked = ({ known }: OrderFacts): boolean =>
  typeof known === 'object' && known.order.needsAttention !== null;

export const isConfirmed = (order: OrderFacts): boolean =>
  ['processing', 'shipped', 'delivered'].includes(statusOf(order));

/** Nothing will move by itself any more, but for the parcel. */
export const isSettled = (order: OrderFacts): order is RecordedOrder =>
  isRecorded(order) && !isParked(order) && (isConfirmed(order) || order.known.order.status === 'cancelled');

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
