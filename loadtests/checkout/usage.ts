import { cpuSeconds } from '../lib/processes.ts';

interface Counting {
  readonly pid?: number | undefined;
}

/** Whatever runs services with sidecars beside a stand-in for AWS. */
export interface Watched {
  readonly apps: readonly {
    readonly name: string;
    readonly service: Counting;
    readonly sidecar: Counting & { readonly ports: { readonly metrics: number } };
  }[];
  readonly localAws: { readonly process?: Counting | undefined };
  /** What the sidecars need beside themselves. */
  readonly control?: readonly Counting[];
}

/** Seconds of processor time so far, and what the sidecars have counted. */
export interface Usage {
  readonly at: number;
  /** Of each service with its sidecar. */
  readonly services: Readonly<Record<string, number>>;
  /** What each service has asked its store. */
  readonly readsBy: Readonly<Record<string, number>>;
  readonly writesBy: Readonly<Record<string, number>>;
  readonly apps: number;
  readonly sidecars: number;
  readonly control: number;
  readonly standIns: number;
  readonly generator: number;
  readonly reads: number;
  readonly writes: number;
  readonly published: number;
  readonly delivered: number;
}

/** The sum of a counter of Prometheus over the series that `wanted` picks. */
export const sumOf = (exposition: string, name: string, wanted = /(?:)/): number =>
  exposition
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) && wanted.test(line))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);

const countsOf = async (port: number): Promise<Pick<Usage, 'reads' | 'writes' | 'published' | 'delivered'>> => {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const state = (operation: RegExp): number => sumOf(text, 'dapr_component_state_count', operation);
  return {
    reads: state(/operation="(get|bulk_get)"/),
    writes: state(/operation="(set|delete|transaction)"/),
    published: sumOf(text, 'dapr_component_pubsub_egress_count'),
    delivered: sumOf(text, 'dapr_component_pubsub_ingress_count'),
  };
};

const secondsOf = ({ service, sidecar }: Watched['apps'][number]): number =>
  cpuSeconds(service.pid ?? 0) + cpuSeconds(sidecar.pid ?? 0);

/** Replicas of one service count together. */
export const byName = <T extends { readonly name: string }>(
  all: readonly T[],
  of: (one: T, index: number) => number,
): Readonly<Record<string, number>> => {
  const sums: Record<string, number> = {};
  all.forEach((one, i) => (sums[one.name] = (sums[one.name] ?? 0) + of(one, i)));
  return sums;
};

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

export const usageOf = async ({ apps, localAws, control = [] }: Watched): Promise<Usage> => {
  const counts = await Promise.all(apps.map(({ sidecar }) => countsOf(sidecar.ports.metrics)));
  const own = process.cpuUsage();
  return {
    at: performance.now() / 1_000,
    services: byName(apps, secondsOf),
    readsBy: byName(apps, (_, i) => counts[i]?.reads ?? 0),
    writesBy: byName(apps, (_, i) => counts[i]?.writes ?? 0),
    apps: total(apps.map(({ service }) => cpuSeconds(service.pid ?? 0))),
    sidecars: total(apps.map(({ sidecar }) => cpuSeconds(sidecar.pid ?? 0))),
    control: total(control.map(({ pid }) => cpuSeconds(pid ?? 0))),
    standIns: cpuSeconds(localAws.process?.pid ?? 0),
    generator: (own.user + own.system) / 1_000_000,
    reads: total(counts.map(({ reads }) => reads)),
    writes: total(counts.map(({ writes }) => writes)),
    published: total(counts.map(({ published }) => published)),
    delivered: total(counts.map(({ delivered }) => delivered)),
  };
};

const names = [
  'apps',
  'sidecars',
  'control',
  'standIns',
  'generator',
  'reads',
  'writes',
  'published',
  'delivered',
] as const;
type Tables = Pick<Usage, 'services' | 'readsBy' | 'writesBy'>;
export type Counted = Readonly<Record<(typeof names)[number], number>> & Tables;

type Each = (used: number, idle: number) => number;

const eachOf = (from: Usage, to: Usage, each: Each, idle?: Counted): Counted => {
  const counts = names.map((name) => [name, each(to[name] - from[name], idle?.[name] ?? 0)] as const);
  const tableOf = (table: keyof Tables) =>
    Object.fromEntries(
      Object.entries(to[table]).map(([name, used]) => {
        return [name, each(used - (from[table][name] ?? 0), idle?.[table][name] ?? 0)] as const;
      }),
    );
  return {
    ...(Object.fromEntries(counts) as Omit<Counted, keyof Tables>),
    services: tableOf('services'),
    readsBy: tableOf('readsBy'),
    writesBy: tableOf('writesBy'),
  };
};

/** What was used in a second between two moments. */
export const rateOf = (from: Usage, to: Usage): Counted => eachOf(from, to, (used) => used / (to.at - from.at));

/** What one of `count` has cost between two moments, without what would have been used had there been none. */
export const costOf = (from: Usage, to: Usage, idle: Counted, count: number): Counted =>
  eachOf(from, to, (used, unused) => (used - unused * (to.at - from.at)) / count, idle);
