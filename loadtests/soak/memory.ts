import type { Figure } from '../lib/history.ts';
import { type Interval, intervalOf, type Point, slopeOf } from '../lib/statistics.ts';

/** What one process held at a moment. */
export interface Sample {
  /** Seconds since the load began. */
  readonly at: number;
  readonly megabytes: number;
}

/** Of a run, what lies before this part of it is warming up. */
const settled = 1 / 3;
const windows = 12;

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The later part in a dozen windows: neighbouring samples say the same, and would make an interval too narrow. */
export const windowed = (samples: readonly Sample[]): readonly Point[] => {
  const end = samples.at(-1)?.at ?? 0;
  const begin = end * settled;
  const width = (end - begin) / windows;
  return Array.from({ length: windows }, (_, n) => begin + n * width).flatMap((from, n) => {
    const inside = samples.filter(({ at }) => at >= from && (n === windows - 1 || at < from + width));
    if (inside.length === 0) return [];
    return [{ x: meanOf(inside.map(({ at }) => at)), y: meanOf(inside.map(({ megabytes }) => megabytes)) }];
  });
};

const hour = 3_600;
const scaled = ({ mean, low, high }: Interval, by: number): Interval => ({
  mean: mean * by,
  low: low * by,
  high: high * by,
});

export interface Held {
  /** In the later part. */
  readonly megabytes: Interval;
  readonly perHour: Interval;
}

export const heldBy = (samples: readonly Sample[]): Held => {
  const points = windowed(samples);
  return { megabytes: intervalOf(points.map(({ y }) => y)), perHour: scaled(slopeOf(points), hour) };
};

/** Several processes as if they were one; they were looked at at the same moments. */
export const together = (all: readonly (readonly Sample[])[]): readonly Sample[] =>
  (all[0] ?? []).map(({ at }, n) => ({ at, megabytes: all.reduce((sum, one) => sum + (one[n]?.megabytes ?? 0), 0) }));

export type Samples = Readonly<Record<string, readonly Sample[]>>;

const figuresOf = (name: string, samples: readonly Sample[], bare: number): readonly Figure[] => {
  const { megabytes, perHour } = heldBy(samples);
  const [what, atMost] = [`${name}, beside a bare Fastify`, 1.4];
  return [
    { what: name, unit: 'MB', value: megabytes },
    { what: name, unit: 'MB an hour', value: perHour },
    { what, unit: '×', value: scaled(megabytes, 1 / bare), target: { atMost } },
  ];
};

/** What services hold and how that grows, each beside a bare process that was asked things for as long. */
export const memoryFigures = (services: Samples, sidecars: Samples, bareSamples: readonly Sample[]): Figure[] => {
  const bare = heldBy(bareSamples);
  const held = Object.fromEntries(Object.entries(services).map(([name, samples]) => [name, heldBy(samples)]));
  const [largest = ''] = Object.keys(held).toSorted(
    (a, b) => (held[b]?.megabytes.mean ?? 0) - (held[a]?.megabytes.mean ?? 0),
  );
  const all = (samples: Samples): Held => heldBy(together(Object.values(samples)));
  const [inServices, inSidecars] = [all(services), all(sidecars)];
  return [
    ...figuresOf('the largest service', services[largest] ?? [], bare.megabytes.mean),
    { what: 'all services', unit: 'MB', value: inServices.megabytes },
    { what: 'all services', unit: 'MB an hour', value: inServices.perHour },
    { what: 'all sidecars', unit: 'MB', value: inSidecars.megabytes },
    { what: 'all sidecars', unit: 'MB an hour', value: inSidecars.perHour },
    { what: 'a bare Fastify', unit: 'MB', value: bare.megabytes },
    { what: 'a bare Fastify', unit: 'MB an hour', value: bare.perHour },
    ...Object.entries(services).flatMap(([name, samples]) => figuresOf(name, samples, bare.megabytes.mean)),
  ];
};
