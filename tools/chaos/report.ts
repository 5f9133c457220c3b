import { type Facts, type Finding, isParked, isRecorded, type RecordedOrder } from '@mercato/conservation';
import { readResources } from '../local-aws/resources.ts';
import type { ListingDifferences } from '../replay/replay.ts';
import type { ChaosArguments } from './arguments.ts';
import type { Deliveries } from './deliveries.ts';
import { isFailure, type Ledger } from './ledger.ts';
import { inFlightAt, type Life, quantile, recoveriesOf, type Recovery } from './recovery.ts';
import type { Fault } from './schedule.ts';

export interface RunFacts {
  readonly options: Omit<ChaosArguments, 'dryRun'>;
  readonly ledger: Ledger;
  readonly accepted: readonly string[];
  /** As they were done, which is a moment later than planned. */
  readonly faults: readonly Fault[];
  readonly facts: Facts;
  readonly findings: readonly Finding[];
  /** Listings that are not what their events say. */
  readonly indexes: readonly ListingDifferences[];
  readonly deliveries: Deliveries;
}

/** New orders flow again within this after an app was killed. */
const recoveryAimMs = 3_000;
/** An order's way goes on once its message is seen again, and this long after. */
const onwardMs = 30_000;

/** How long a message that somebody died with is not seen again, at the longest. */
export const visibilityMs = ({ visibilitySeconds }: Pick<ChaosArguments, 'visibilitySeconds'>): number =>
  1_000 * (visibilitySeconds ?? Math.max(...readResources().queues.map((queue) => queue.visibilityTimeoutSeconds)));

type Counts = Readonly<Record<string, number>>;

const byKey =
  <T>(key: (item: T) => string) =>
  (a: T, b: T): number =>
    key(a).localeCompare(key(b));

const countBy = <T>(items: readonly T[], key: (item: T) => string): Counts =>
  Object.fromEntries([...Map.groupBy(items.toSorted(byKey(key)), key)].map(([name, all]) => [name, all.length]));

/** Milliseconds, and how many of them miss their aim. */
const spread = (values: readonly number[], aimMs: number) => ({
  count: values.length,
  aimMs,
  over: values.filter((value) => value > aimMs).length,
  median: quantile(values, 0.5) ?? null,
  p99: quantile(values, 0.99) ?? null,
  most: quantile(values, 1) ?? null,
});
export type Spread = ReturnType<typeof spread>;

const lifeOf = ({ known }: RecordedOrder, startedAt: number): readonly Life[] => {
  const end = known.timeline.find(({ kind, name }) => kind === 'status' && ['processing', 'cancelled'].includes(name));
  if (!end) return [];
  return [{ acceptedAt: Date.parse(known.checkout.startedAt) - startedAt, endedAt: Date.parse(end.at) - startedAt }];
};

const orderCounts = (orders: readonly RecordedOrder[], accepted: number) => {
  const refused = orders.filter(({ known }) => known.checkout.end === 'undone');
  return {
    accepted,
    confirmed: orders.filter(({ known }) => known.checkout.end === 'done').length,
    /** Of the confirmed ones. */
    cancelledLater: orders.filter(({ known }) => known.cancel?.end === 'done').length,
    refused: countBy(refused, ({ known }) => known.order.cancellation?.code ?? 'unknown'),
    parked: orders.filter(isParked).map(({ id, known }) => ({ id, reason: known.order.needsAttention?.reason ?? '' })),
  };
};

const recoverySpread = (recoveries: readonly Recovery[]) => ({
  ...spread(
    recoveries.flatMap(({ ms }) => ms ?? []),
    recoveryAimMs,
  ),
  /** The load ended before. */
  unknown: recoveries.filter(({ ms }) => ms === undefined).length,
});

const kindOf = ({ action, target }: Fault): string => {
  if (action !== 'kill' && action !== 'pause') return `${action} ${target}`;
  return `${action} ${target.endsWith('.sidecar') ? 'sidecar' : 'app'}`;
};

const recoveryOf = (recoveries: readonly Recovery[]) => {
  const groups = (some: readonly Recovery[]) =>
    Object.fromEntries([...Map.groupBy(some, ({ fault }) => kindOf(fault))].map(([k, v]) => [k, recoverySpread(v)]));
  return { all: groups(recoveries), alone: groups(recoveries.filter(({ alone }) => alone)) };
};

/** All that a run has shown, as it goes into the JSON file. */
export const reportOf = ({ options, ledger, accepted, faults, facts, findings, indexes, deliveries }: RunFacts) => {
  const orders = facts.orders.filter(isRecorded);
  const { attempts } = ledger;
  const { took, afterFault } = inFlightAt(
    faults,
    orders.flatMap((order) => lifeOf(order, ledger.startedAt)),
  );
  const recoveries = recoveriesOf(faults, ledger.offers);
  const aimMs = visibilityMs(options) + onwardMs;
  return {
    options,
    startedAt: new Date(ledger.startedAt).toISOString(),
    orders: orderCounts(orders, accepted.length),
    deliveries,
    requests: {
      byStatus: countBy(attempts, ({ status }) => String(status)),
      failed: countBy(
        attempts.filter(({ status }) => isFailure(status)),
        ({ kind, status }) => `${kind} ${status}`,
      ),
      mistakes: attempts.flatMap(({ kind, mistake }) => (mistake === undefined ? [] : [`${kind}: ${mistake}`])),
      gaveUp: ledger.offers.filter((offer) => !offer.accepted).length,
    },
    /** Until orders are accepted again as they are offered. */
    recovery: recoveryOf(recoveries),
    /** Orders that a fault met on their way. */
    inFlight: { took: spread(took, aimMs), afterFault: spread(afterFault, aimMs) },
    faults: recoveries.map(({ fault, ms, alone }) => ({ ...fault, recoveryMs: ms ?? null, alone })),
    violations: findings,
    indexes,
  };
};
export type ChaosReport = ReturnType<typeof reportOf>;
