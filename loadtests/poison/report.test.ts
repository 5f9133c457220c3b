import { expect, it } from 'vitest';
import type { Round } from './flow.ts';
import { formatRound, formatSummary, summarise } from './report.ts';

const round = (good: number, seconds: number, poison: number, cpu: number): Round => ({
  good,
  seconds,
  poison,
  poisonDeliveries: poison * 10,
  cpu: { app: cpu / 2, sidecar: cpu / 4, aws: cpu / 4 },
});

it('compares rounds with poison to those beside them', () => {
  const block = (speed: number) => ({
    a: [round(1_000, 1_000 / speed, 0, 5), round(1_000, 1_000 / speed, 0, 5)],
    b: [round(1_000, 1_000 / (speed * 0.99), 10, 5.1), round(1_000, 1_000 / (speed * 0.99), 10, 5.1)],
  });
  const summary = summarise([block(100), block(80), block(120)]);
  expect(summary.throughput.mean).toBeCloseTo(0.99, 6);
  expect(summary.cpu.mean).toBeCloseTo(1.02, 6);
  expect(summary.deliveries).toBe(10);
  expect(formatSummary(summary, { blocks: 3, percent: 1 })).toContain(
    'good throughput               99.0 % (95 % interval 99.0 % to 99.0 %) of that without',
  );
});

it('scales more poison to one percent, as each message of it costs the same', () => {
  const even = (mean: number) => ({ mean, low: mean, high: mean });
  const summary = { throughput: even(0.8), cpu: even(1.25), ownCpu: even(1), deliveries: 10 };
  const [, scaled = ''] = formatSummary(summary, { blocks: 5, percent: 10 }).split('That is, with 1 % poison:');
  // A quarter more time for ten percent is 2.5 % more for one.
  expect(scaled).toContain('good throughput               97.6 %');
  expect(scaled).toContain('CPU a good message            102.5 %');
});

it('tells a round in a line', () => {
  expect(formatRound('B', round(1_000, 10, 10, 4))).toBe(
    'B  100.0 good/s, 4.00 CPU-ms a good message, 100 deliveries of 10 poison messages',
  );
});
