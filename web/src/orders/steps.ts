import type { TimelineEntry } from '../api/client.ts';

export type Step = Pick<TimelineEntry, 'name' | 'kind' | 'outcome'>;

/** One row for each step, by what was heard of it last. */
export const stepsOf = (entries: readonly TimelineEntry[]): readonly Step[] => {
  const rows = new Map<string, Step>();
  for (const { kind, name, outcome } of entries) rows.set(`${kind} ${name}`, { kind, name, outcome });
  return [...rows.values()];
};
