import { iso } from '@mercato/kit/time';

const dayMs = 86_400_000;
// A service that stood still for longer leaves the days before for somebody to remove by hand.
const lookBack = 30;

const dayAt = (ms: number): string => iso(ms).slice(0, 10);

const daysBack = (now: number, from: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => dayAt(now - (from + n) * dayMs)).toReversed();

/** The days on which there may be events that are kept, oldest first; with tomorrow, since clocks differ. */
export const keptDays = (now: number, keep: number): readonly string[] => daysBack(now, -1, keep + 2);

/** The days of which every event is older than `keep` whole days, oldest first. */
export const sweptDays = (now: number, keep: number): readonly string[] => daysBack(now, keep + 1, lookBack);
