import type { Clock } from '@mercato/kit/time';
import type { EventArchive } from '../ports/event-archive.ts';

/** All that the analytics service works with. */
export interface AnalyticsDeps {
  readonly archive: EventArchive;
  /** The topics of all events. */
  readonly topics: readonly string[];
  /** How many whole days events are kept. */
  readonly keepDays: number;
  readonly clock: Clock;
}
