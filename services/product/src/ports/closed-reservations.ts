import type { ClosedReservation } from '../domain/reservation.ts';
import type { ClosedEntry } from '../domain/retention.ts';

/** Closed reservations that left their product's item. */
export interface ClosedReservations {
  /** A strong read. */
  find(productId: string, key: string): Promise<ClosedReservation | undefined>;
  /** Stores them; `released` replaces `committed`, never the other way round. */
  keep(productId: string, entries: readonly ClosedEntry[]): Promise<void>;
}
