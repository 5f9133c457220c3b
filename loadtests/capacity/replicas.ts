import type { Counted } from '../checkout/usage.ts';
import type { Figure } from '../lib/history.ts';
import { assumed, borneBy, type PerOrder } from './model.ts';

/** What a round has shown with so many replicas of the order service. */
export interface Shown {
  readonly cost: Counted;
  readonly perSecond: number;
  readonly p50: number;
  /** Milliseconds of processor time a second that the order service and its sidecars use while nobody buys. */
  readonly idleMs: number;
}

export const levels = [1, 2, 4] as const;
export type Level = (typeof levels)[number];

const totalMs = ({ cost }: Shown): number => (cost.apps + cost.sidecars) * 1_000;
const orderMs = ({ cost }: Shown): number => (cost.services['order'] ?? 0) * 1_000;

interface Asked {
  readonly what: string;
  readonly unit: string;
  readonly of: (shown: Shown) => number;
  /** By how much the model has it grow from one replica to so many. */
  readonly model: (at1: Predicting, replicas: number) => number;
}

/** What one replica has shown, as the model takes it. */
export interface Predicting {
  readonly order: PerOrder;
  readonly bench: Parameters<typeof borneBy>[2];
}

const same = (): number => 1;
const throughput: Asked['model'] = ({ order, bench }, replicas) =>
  borneBy(order, replicas, bench, assumed).perSecond / borneBy(order, 1, bench, assumed).perSecond;

/** What an order costs does not depend on who does it; only what each replica does while it waits is there as often. */
export const asked: readonly Asked[] = [
  { what: 'order with its sidecars', unit: 'CPU-ms a checkout', of: orderMs, model: same },
  { what: 'all services and sidecars', unit: 'CPU-ms a checkout', of: totalMs, model: same },
  { what: 'state reads', unit: 'a checkout', of: ({ cost }) => cost.reads, model: same },
  { what: 'state writes', unit: 'a checkout', of: ({ cost }) => cost.writes, model: same },
  { what: 'messages delivered', unit: 'a checkout', of: ({ cost }) => cost.delivered, model: same },
  { what: 'throughput, 8 at a time', unit: 'checkouts a second', of: ({ perSecond }) => perSecond, model: throughput },
  { what: 'outcome known, p50', unit: 'ms', of: ({ p50 }) => p50, model: (one, n) => 1 / throughput(one, n) },
  {
    what: 'order with its sidecars, idle',
    unit: 'CPU-ms a second',
    of: ({ idleMs }) => idleMs,
    model: (_, replicas) => replicas,
  },
];

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

export const predictingFrom = (
  shown: readonly Shown[],
  machine: { readonly cores: number; readonly buyersAtOnce: number },
): Predicting => {
  const mean = (of: (one: Shown) => number): number => meanOf(shown.map(of));
  const names = Object.keys(shown[0]?.cost.services ?? {});
  const cpuMs = Object.fromEntries(
    names.map((name) => [
      name,
      Math.max(
        0,
        mean(({ cost }) => (cost.services[name] ?? 0) * 1_000),
      ),
    ]),
  );
  const order: PerOrder = {
    cpuMs,
    reads: mean(({ cost }) => cost.reads),
    writes: mean(({ cost }) => cost.writes),
    published: mean(({ cost }) => cost.published),
    delivered: mean(({ cost }) => cost.delivered),
    sagaMs: mean(({ p50 }) => p50),
  };
  return { order, bench: { ...machine, besideMs: mean(({ cost }) => (cost.standIns + cost.generator) * 1_000) } };
};

const modelName = (what: string, level: number): string => `${what}, ${level} to 1, by the model`;

export const predictedFigures = (one: Predicting): readonly Figure[] =>
  levels.slice(1).flatMap((level) =>
    asked.map(({ what, model }): Figure => {
      const ratio = model(one, level);
      return { what: modelName(what, level), unit: '×', value: { mean: ratio, low: ratio, high: ratio } };
    }),
  );

/** What the model says of a comparison, if it says anything. */
export const predictedOf = (figures: readonly Figure[], what: string, level: number): number | undefined =>
  figures.find((figure) => figure.what === modelName(what, level))?.value.mean;
