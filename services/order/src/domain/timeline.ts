import type { TimelineEntry } from '@mercato/contracts/order';
import { iso } from '@mercato/kit/time';

interface Timed {
  readonly timeline: readonly TimelineEntry[];
  readonly updatedAt: string;
}

export type NewEntry = Pick<TimelineEntry, 'kind' | 'name' | 'outcome'> & { readonly detail?: string };

// An order sees about ten; the bound is for one that is asked for things over and over.
const longest = 200;

/** Adds to what happened. Numbers go on from the last one, so that readers can go on from where they were. */
export const withEntry = <T extends Timed>(state: T, now: number, entry: NewEntry): T => {
  const at = iso(now);
  const seq = (state.timeline.at(-1)?.seq ?? 0) + 1;
  const added = { ...entry, seq, at, detail: entry.detail ?? null };
  return { ...state, updatedAt: at, timeline: [...state.timeline, added].slice(-longest) };
};
