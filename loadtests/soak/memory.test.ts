import { describe, expect, it } from 'vitest';
import { heldBy, memoryFigures, type Sample, together, windowed } from './memory.ts';

/** Each second for ten minutes. */
const run = (megabytes: (at: number) => number): readonly Sample[] =>
  Array.from({ length: 601 }, (_, at) => ({ at, megabytes: megabytes(at) }));

describe('what a process holds', () => {
  it('is looked at once it has settled, in a dozen windows', () => {
    const points = windowed(run((at) => at));
    expect(points).toHaveLength(12);
    expect(points[0]?.x).toBeGreaterThanOrEqual(200);
    expect(points.at(-1)?.x).toBeGreaterThan(560);
  });

  it('grows as fast as it does, whatever it did while it warmed up', () => {
    const { megabytes, perHour } = heldBy(run((at) => (at < 150 ? at * 10 : 100 + at / 600)));
    expect(perHour.mean).toBeCloseTo(6, 6);
    expect(megabytes.mean).toBeCloseTo(100.67, 1);
  });

  it('that only goes up and down does not grow', () => {
    const { perHour } = heldBy(run((at) => 100 + ((at * 7) % 13)));
    expect(perHour.low).toBeLessThan(0);
    expect(perHour.high).toBeGreaterThan(0);
  });

  it('is added up moment by moment', () =>
    expect(together([run((at) => at), run(() => 1)])[7]).toEqual({ at: 7, megabytes: 8 }));
});

it('is told beside the bare process, and the largest first', () => {
  const services = { cart: run(() => 120), order: run((at) => 200 + at / 3_600) };
  const figures = memoryFigures(
    services,
    { cart: run(() => 60), order: run(() => 70) },
    run(() => 100),
  );
  const of = (what: string, unit: string) => figures.find((one) => one.what === what && one.unit === unit)?.value.mean;
  expect(of('the largest service, beside a bare Fastify', '×')).toBeCloseTo(2, 2);
  expect(of('cart, beside a bare Fastify', '×')).toBeCloseTo(1.2, 9);
  expect(of('order', 'MB an hour')).toBeCloseTo(1, 6);
  expect(of('all sidecars', 'MB')).toBe(130);
});
