/** What k6 hands over at the end, as far as it is used here. */
export interface Summary {
  readonly state: { readonly testRunDurationMs: number };
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly root_group: { readonly checks: readonly Check[] };
}

interface Check {
  readonly name: string;
  readonly fails: number;
}

export interface Metric {
  readonly type: string;
  readonly values: Readonly<Record<string, number>>;
  readonly thresholds?: Readonly<Record<string, { readonly ok: boolean }>>;
}

export interface Demanded {
  readonly metric: string;
  readonly threshold: string;
  readonly measured: string;
  readonly ok: boolean;
}

export interface FlowRow {
  readonly flow: string;
  readonly requests: number;
  /** Milliseconds of one request of the flow. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly most: number;
}

/** Answers that should not have been given, all of one route that were alike. */
export interface FailedRow {
  readonly what: string;
  readonly count: number;
}

export interface RunSummary {
  readonly profile: string;
  readonly seconds: number;
  readonly passed: boolean;
  readonly demands: readonly Demanded[];
  readonly flows: readonly FlowRow[];
  /** The most frequent first; no more than twenty. */
  readonly failures: readonly FailedRow[];
  /** Counters and rates that say what happened. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

const flowName = /^http_req_duration\{flow:(\w+)\}$/;
const rounded = (value: number | undefined): string => String(Math.round((value ?? 0) * 10_000) / 10_000);

/** The value that a threshold such as `p(99)<=500` looks at. */
const measuredBy = (threshold: string, { values }: Metric): string => {
  const name = /^[a-z]+(\([\d.]+\))?/.exec(threshold)?.[0] ?? '';
  const value = values[name];
  return value === undefined ? 'nothing' : rounded(value);
};

const demandsOf = (metrics: Summary['metrics']): readonly Demanded[] =>
  Object.entries(metrics)
    .filter(([name]) => !flowName.test(name))
    .flatMap(([metric, one]) =>
      Object.entries(one.thresholds ?? {}).map(([threshold, { ok }]) => ({
        metric,
        threshold,
        measured: measuredBy(threshold, one),
        ok,
      })),
    );

const flowsOf = (metrics: Summary['metrics']): readonly FlowRow[] =>
  Object.entries(metrics).flatMap(([name, { values }]) => {
    const flow = flowName.exec(name)?.[1];
    if (flow === undefined) return [];
    const of = (stat: string): number => values[stat] ?? 0;
    return [{ flow, requests: of('count'), p50: of('med'), p95: of('p(95)'), p99: of('p(99)'), most: of('max') }];
  });

const told: readonly (readonly [metric: string, value: string])[] = [
  ['iterations', 'count'],
  ['iterations', 'rate'],
  ['dropped_iterations', 'count'],
  ['http_reqs', 'count'],
  ['http_reqs', 'rate'],
  ['http_req_failed', 'rate'],
  ['checks', 'rate'],
  ['orders_accepted', 'count'],
  ['checkout_success', 'rate'],
  ['checkout_time', 'med'],
  ['checkout_time', 'p(95)'],
  ['checkout_time', 'p(99)'],
  ['deliveries', 'count'],
  ['double_charges', 'count'],
  ['oversold', 'count'],
  ['lost_orders', 'count'],
];

const mostFailures = 20;

const failuresOf = (checks: readonly Check[]): readonly FailedRow[] =>
  checks
    .filter(({ fails }) => fails > 0)
    .map(({ name, fails }) => ({ what: name, count: fails }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, mostFailures);

/** What a run has shown, in the words and units in which it is told. */
export const summaryOf = (profile: string, { state, metrics, root_group: { checks } }: Summary): RunSummary => {
  const demands = demandsOf(metrics);
  const facts = told.flatMap(([metric, value]) => {
    const measured = metrics[metric]?.values[value];
    return measured === undefined ? [] : [[`${metric} ${value}`, rounded(measured)] as const];
  });
  return {
    profile,
    seconds: state.testRunDurationMs / 1_000,
    passed: demands.every(({ ok }) => ok),
    demands,
    flows: flowsOf(metrics),
    failures: failuresOf(checks),
    facts,
  };
};
