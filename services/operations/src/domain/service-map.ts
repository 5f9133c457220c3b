import type { ServiceMap } from '@mercato/contracts/operations';
import { iso } from '@mercato/kit/time';
import type { Interval } from './interval.ts';
import { gaugesIn, type Look, type ProcessLook } from './look.ts';
import { activitiesOf, bucketsIn, servicesIn } from './overview.ts';
import { quantile } from './quantile.ts';
import type { Seen } from './window.ts';

type Node = ServiceMap['services'][number];
type Edge = ServiceMap['edges'][number];
type Breaker = Node['breakers'][number];

/** Who may call whom, and who listens to whom, by the contracts. */
export interface Ways {
  readonly calls: readonly { readonly from: string; readonly to: string; readonly routes: readonly string[] }[];
  readonly messages: readonly { readonly from: string; readonly to: string; readonly topics: readonly string[] }[];
}

const latelyMs = 60_000;

/** The latest minute, and how long it was. */
interface Lately {
  readonly intervals: readonly Interval[];
  readonly seconds: number;
}

const lately = ({ intervals }: Seen): Lately => {
  const end = intervals.at(-1)?.to ?? 0;
  const own = intervals.filter(({ to }) => to > end - latelyMs);
  return { intervals: own, seconds: own.reduce((total, { from, to }) => total + (to - from) / 1_000, 0) };
};

const counted = ({ intervals, seconds }: Lately, key: string, per = 1): number => {
  const total = intervals.reduce((sum, { counts }) => sum + (counts.get(key) ?? 0), 0);
  return seconds > 0 ? (total * per) / seconds : 0;
};

const valueOf = ({ samples }: ProcessLook, name: string): number | null =>
  samples.find((sample) => sample.name === name)?.value ?? null;

const hostOf = (address: string): string => address.slice(0, address.lastIndexOf(':'));

/** An app and its sidecar share a host; where all do, they stand in the same order in the list. */
const replicasOf = ({ processes }: Look, service: string): Node['replicas'] => {
  const own = processes.filter((process) => process.service === service);
  const sidecars = own.filter(({ kind }) => kind === 'sidecar');
  return own
    .filter(({ kind }) => kind === 'app')
    .map((app, n, apps) => {
      const beside = sidecars.filter(({ address }) => hostOf(address) === hostOf(app.address));
      const before = apps.slice(0, n).filter(({ address }) => hostOf(address) === hostOf(app.address)).length;
      const sidecar = beside[before];
      return {
        address: app.address,
        app: app.state,
        sidecar: sidecar && sidecar.state !== 'down' ? 'up' : 'down',
        memoryBytes: valueOf(app, 'process_resident_memory_bytes'),
        cpu: app.cpu,
      };
    });
};

const states: Readonly<Record<string, Breaker['state']>> = {
  closed: 'closed',
  half_open: 'half-open',
  'half-open': 'half-open',
  open: 'open',
};
const badness: readonly Breaker['state'][] = ['closed', 'half-open', 'open'];

const worst = (some: readonly Breaker['state'][]): Breaker['state'] | undefined =>
  some.toSorted((a, b) => badness.indexOf(b) - badness.indexOf(a))[0];

/** Of all replicas, routes and operations that have a breaker of their own, the worst tells. */
const breakersOf = (look: Look, service: string): readonly Breaker[] => {
  const found = (['sidecar', 'app'] as const).flatMap((of) => {
    const [name, label] = of === 'sidecar' ? ['dapr_resiliency_cb_state', 'target'] : ['breaker_state', 'dependency'];
    return gaugesIn(look, name, service).flatMap(({ labels, value }) => {
      const state = states[labels[of === 'sidecar' ? 'status' : 'state'] ?? ''];
      return value === 1 && state ? [{ of, target: labels[label] ?? '', state }] : [];
    });
  });
  return [...Map.groupBy(found, ({ of, target }) => `${of} ${target}`).values()].flatMap((same) => {
    const [first] = same;
    const state = worst(same.map((breaker) => breaker.state));
    return first && state ? [{ ...first, state }] : [];
  });
};

const bulkheadsOf = (look: Look, service: string, minute: Lately): Node['bulkheads'] => {
  const calls = gaugesIn(look, 'bulkhead_calls', service);
  const dependencies = new Set(calls.map(({ labels }) => labels['dependency'] ?? ''));
  const many = (dependency: string, state: string): number =>
    calls
      .filter(({ labels }) => labels['dependency'] === dependency && labels['state'] === state)
      .reduce((sum, { value }) => sum + value, 0);
  return [...dependencies].toSorted().map((dependency) => ({
    dependency,
    running: many(dependency, 'running'),
    waiting: many(dependency, 'waiting'),
    rejectedPerMinute: counted(minute, `rejected ${service} ${dependency}`, 60),
  }));
};

const limitersOf = (look: Look, service: string, minute: Lately): Node['limiters'] => {
  const limits = gaugesIn(look, 'backend_concurrency_limit', service);
  const at = (name: string, backend: string): readonly number[] =>
    gaugesIn(look, name, service)
      .filter(({ labels }) => labels['app'] === backend)
      .map(({ value }) => value);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
  const backends = new Set(limits.map(({ labels }) => labels['app'] ?? ''));
  return [...backends].toSorted().map((backend) => ({
    backend,
    inFlight: sum(at('backend_in_flight', backend)),
    limit: sum(at('backend_concurrency_limit', backend)),
    lowestShare: Math.min(1, ...at('rate_limit_lowest_share', backend)),
    shedPerMinute: counted(minute, `shed ${backend}`, 60),
  }));
};

const nodeOf = (service: string, { look }: Seen, minute: Lately): Node => {
  const activities = activitiesOf(minute.intervals, service);
  const per = (of: 'requests' | 'errors' | 'messages'): number =>
    minute.seconds > 0 ? activities.reduce((sum, activity) => sum + activity[of], 0) / minute.seconds : 0;
  const buckets = bucketsIn(activities);
  return {
    service,
    replicas: replicasOf(look, service),
    requestsPerSecond: per('requests'),
    errorsPerSecond: per('errors'),
    messagesPerSecond: per('messages'),
    p50Seconds: quantile(0.5, buckets),
    p95Seconds: quantile(0.95, buckets),
    breakers: [...breakersOf(look, service)],
    bulkheads: bulkheadsOf(look, service, minute),
    limiters: limitersOf(look, service, minute),
    rateLimitedPerMinute: service === 'gateway' ? counted(minute, 'rate-limited', 60) : null,
  };
};

const edgesOf = ({ calls, messages }: Ways, { look }: Seen, minute: Lately): readonly Edge[] => [
  ...calls.map(({ from, to, routes }): Edge => {
    const targets = breakersOf(look, from).filter(({ of, target }) => of === 'sidecar' && target === `app_${to}`);
    return {
      from,
      to,
      kind: 'call',
      what: [...routes],
      perSecond: minute.seconds > 0 ? counted(minute, `call ${from} ${to}`) : null,
      breaker: worst(targets.map(({ state }) => state)) ?? null,
    };
  }),
  ...messages.map(({ from, to, topics }): Edge => {
    const perSecond = topics.reduce((sum, topic) => sum + counted(minute, `message ${topic} ${to}`), 0);
    const measured = minute.seconds > 0 ? perSecond : null;
    return { from, to, kind: 'message', what: [...topics], perSecond: measured, breaker: null };
  }),
];

/** The latest minute of every service, and of every way between two. */
export const serviceMapOf = (seen: Seen, ways: Ways, now: number): ServiceMap => {
  const minute = lately(seen);
  return {
    at: iso(now),
    services: servicesIn(seen.look).map((service) => nodeOf(service, seen, minute)),
    edges: [...edgesOf(ways, seen, minute)],
  };
};
