import type { Notification } from '@mercato/contracts/notification';
import type { OrderRecord } from '@mercato/contracts/order';
import type { Payment } from '@mercato/contracts/payment';
import type { ReservationBook } from '@mercato/contracts/product';
import type { Shipment } from '@mercato/contracts/shipping';

/** A message that lies in a queue. */
export interface QueuedMessage {
  readonly queue: string;
  readonly deadLetter: boolean;
  readonly topic: string;
  readonly id: string;
  readonly time: string;
  /** `waiting` for somebody to take it, or `taken` and not yet acknowledged. */
  readonly where: 'waiting' | 'taken';
  readonly receives: number;
}

/** A request that had to do with the order, by what the services logged. */
export interface LoggedRequest {
  readonly requestId: string;
  readonly traceId: string | undefined;
  readonly firstAt: string;
  readonly services: readonly string[];
  readonly lines: number;
}

/** All there is to know of one order. */
export interface Dossier {
  readonly id: string;
  /** Left out as long as the order is accepted, but not begun. */
  readonly record: OrderRecord | undefined;
  readonly payment: Payment | undefined;
  readonly stock: readonly ReservationBook[];
  readonly shipment: Shipment | undefined;
  readonly messages: readonly QueuedMessage[];
  readonly mails: readonly Notification[];
  readonly requests: readonly LoggedRequest[];
}
