import type { Increase } from './counters.ts';
import type { Labels } from './exposition.ts';
import { matcherIn } from './matchers.ts';

/** A promise as `telemetry/slo.yaml` has it. */
export interface PromiseRow {
  readonly name: string;
  readonly title: string;
  /** Per cent. */
  readonly objective: number;
  readonly metric: string;
  readonly where: string;
  readonly bad?: string;
  readonly seconds?: number;
}

/** What happened that a promise is about. */
export interface Kept {
  readonly events: number;
  readonly bad: number;
}

/** What one increase, of a series with these labels, means to a promise. */
export type Judge = (increase: Increase, labels: Labels) => Kept | undefined;

export interface Promised {
  readonly row: PromiseRow;
  readonly judge: Judge;
}

const byLabel = ({ metric, where, bad = '' }: PromiseRow): Judge => {
  const [isMeant, isBad] = [matcherIn(where), matcherIn(bad)];
  return ({ name, by }, labels) =>
    name === metric && isMeant(labels) ? { events: by, bad: isBad(labels) ? by : 0 } : undefined;
};

/** Each event counts as bad until the bucket says that it was quick enough. */
const byTime = ({ metric, where, seconds }: PromiseRow): Judge => {
  const isMeant = matcherIn(where);
  return ({ name, by }, labels) => {
    if (!name.startsWith(metric) || !isMeant(labels)) return undefined;
    if (name === `${metric}_count`) return { events: by, bad: by };
    const isQuick = name === `${metric}_bucket` && Number(labels['le']) === seconds;
    return isQuick ? { events: 0, bad: -by } : undefined;
  };
};

export const promised = (row: PromiseRow): Promised => ({
  row,
  judge: row.seconds === undefined ? byLabel(row) : byTime(row),
});

export const nothingHappened: Kept = { events: 0, bad: 0 };

export const both = (a: Kept, b: Kept): Kept => ({ events: a.events + b.events, bad: a.bad + b.bad });

/** How many times faster than it may the budget is used; null where nothing happened. */
export const burnOf = ({ objective }: Pick<PromiseRow, 'objective'>, { events, bad }: Kept): number | null =>
  events > 0 ? Math.max(0, bad) / events / (1 - objective / 100) : null;
