import type { Overview } from '@mercato/contracts/operations';
import { iso } from '@mercato/kit/time';
import type { Interval, ServiceActivity } from './interval.ts';
import { gaugesIn, type Look } from './look.ts';
import { both, burnOf, type Kept, nothingHappened, type PromiseRow } from './promises.ts';
import { quantile } from './quantile.ts';
import type { Seen } from './window.ts';

export interface Asked {
  readonly now: number;
  readonly minutes: number;
  readonly points: number;
  /** Between two looks. */
  readonly everyMs: number;
}

/** Some intervals that follow one another, as one point of a chart. */
interface Bin {
  readonly end: number;
  readonly intervals: readonly Interval[];
  readonly seconds: number;
}

type Series = Overview['shop']['ordersPerMinute'];

/** A burn over a few seconds says little: one bad event of two is none to worry about. */
const burnOverMs = 5 * 60_000;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

/** Two looks at the least: they come a little later than they should, so that with one a step would now and then have none. */
const stepOf = ({ minutes, points, everyMs }: Asked): number =>
  Math.max(2, Math.ceil((minutes * 60_000) / points / everyMs)) * everyMs;

const binsOf = (intervals: readonly Interval[], asked: Asked): readonly Bin[] => {
  const stepMs = stepOf(asked);
  const count = Math.ceil((asked.minutes * 60_000) / stepMs);
  // Whole steps of the clock, so that a point stays what it was when it is asked for again; the last may not be over.
  const last = Math.ceil(asked.now / stepMs) * stepMs;
  const byBin = Map.groupBy(intervals, ({ to }) => Math.ceil(to / stepMs) * stepMs);
  return Array.from({ length: count }, (_, n) => {
    const end = last - (count - 1 - n) * stepMs;
    const own = byBin.get(end) ?? [];
    return { end, intervals: own, seconds: sum(own.map(({ from, to }) => (to - from) / 1_000)) };
  });
};

const rate = (bins: readonly Bin[], per: number, of: (interval: Interval) => number): Series =>
  bins.map(({ intervals, seconds }) => (seconds > 0 ? (sum(intervals.map(of)) * per) / seconds : null));

const checkouts =
  (outcome: string) =>
  (interval: Interval): number =>
    interval.checkouts.get(outcome) ?? 0;

const successIn = ({ intervals }: Bin): number | null => {
  const ended = sum(intervals.flatMap((interval) => [...interval.checkouts.values()]));
  return ended > 0 ? 1 - sum(intervals.map(checkouts('failed'))) / ended : null;
};

type Revenue = Overview['shop']['revenue'];

const revenueOf = (bins: readonly Bin[]): Revenue => {
  const currencies = new Set(bins.flatMap(({ intervals }) => intervals.flatMap(({ revenue }) => [...revenue.keys()])));
  return [...currencies].toSorted().map((currency) => ({
    currency: currency as Revenue[number]['currency'],
    perMinute: rate(bins, 60, ({ revenue }) => revenue.get(currency) ?? 0).map((n) => n && Math.round(n)),
  }));
};

/** Every replica of order counts them all. */
const parkedIn = (look: Look): number | null => {
  const counts = gaugesIn(look, 'orders_parked').map(({ value }) => value);
  return counts.length === 0 ? null : Math.max(...counts);
};

const shopOf = (bins: readonly Bin[], look: Look): Overview['shop'] => ({
  ordersPerMinute: rate(bins, 60, checkouts('confirmed')),
  refusedPerMinute: rate(bins, 60, checkouts('refused')),
  failedPerMinute: rate(bins, 60, checkouts('failed')),
  successRate: bins.map(successIn),
  revenue: revenueOf(bins),
  parked: parkedIn(look),
});

const keptIn = (intervals: readonly Interval[], name: string): Kept =>
  intervals.map(({ promises }) => promises.get(name) ?? nothingHappened).reduce(both, nothingHappened);

const promiseOf = (row: PromiseRow, bins: readonly Bin[], all: readonly Interval[]): Overview['promises'][number] => {
  const { name, title, objective } = row;
  const recent = (end: number) => all.filter(({ to }) => to <= end && to > end - burnOverMs);
  const kept = keptIn(all, name);
  const burn = burnOf(row, kept);
  return {
    name,
    title,
    objective,
    burn: bins.map(({ end }) => burnOf(row, keptIn(recent(end), name))),
    now: burn === null ? null : { burn, good: 1 - kept.bad / kept.events, events: Math.round(kept.events) },
  };
};

export const bucketsIn = (activities: readonly ServiceActivity[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { buckets } of activities)
    for (const [le, count] of buckets) counts.set(le, (counts.get(le) ?? 0) + count);
  return counts;
};

export const activitiesOf = (intervals: readonly Interval[], service: string): readonly ServiceActivity[] =>
  intervals.flatMap(({ services }) => services.get(service) ?? []);

const serviceOf = (service: string, bins: readonly Bin[], { processes }: Look): Overview['services'][number] => {
  const apps = processes.filter((process) => process.service === service && process.kind === 'app');
  const at = (of: 'requests' | 'errors' | 'messages'): Series =>
    rate(bins, 1, ({ services }) => services.get(service)?.[of] ?? 0);
  const time = (share: number): Series =>
    bins.map(({ intervals }) => quantile(share, bucketsIn(activitiesOf(intervals, service))));
  return {
    service,
    up: apps.filter(({ state }) => state !== 'down').length,
    replicas: apps.length,
    requestsPerSecond: at('requests'),
    errorsPerSecond: at('errors'),
    messagesPerSecond: at('messages'),
    p50Seconds: time(0.5),
    p95Seconds: time(0.95),
  };
};

export const servicesIn = ({ processes }: Look): readonly string[] => [
  ...new Set(processes.map(({ service }) => service)),
];

/** The console's first page: what was seen lately, as series. */
export const overviewOf = ({ intervals, look }: Seen, promised: readonly PromiseRow[], asked: Asked): Overview => {
  const bins = binsOf(intervals, asked);
  return {
    at: iso(asked.now),
    stepSeconds: stepOf(asked) / 1_000,
    times: bins.map(({ end }) => iso(Math.min(end, asked.now))),
    shop: shopOf(bins, look),
    promises: promised.map((row) => promiseOf(row, bins, intervals)),
    services: servicesIn(look).map((service) => serviceOf(service, bins, look)),
  };
};
