import type { ArchivedEvent } from '@mercato/contracts/analytics';

/** The events of one topic on one day. */
export interface Place {
  readonly topic: string;
  readonly day: string;
}

export interface EventQuery {
  /** Where to look, in this order. */
  readonly places: readonly Place[];
  readonly subject?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface EventPage {
  readonly events: readonly ArchivedEvent[];
  readonly nextCursor: string | null;
}

/** Every event, once. */
export interface EventArchive {
  /** Keeping an event again changes nothing. */
  keep(event: ArchivedEvent): Promise<void>;
  /** Throws `request.invalid` for a cursor it never gave out. */
  page(query: EventQuery): Promise<EventPage>;
  /** Removes what lies in a place, and answers how many there were. */
  forget(place: Place): Promise<number>;
}
