import { expect, it } from 'vitest';
import type { Run } from '../lib/history.ts';
import { predictedFigures, predictedOf, predictingFrom, type Shown } from './replicas.ts';
import { replicasSection } from './replicas-page.ts';

const counted = { apps: 0.1, sidecars: 0.08, control: 0, standIns: 0.04, generator: 0.002 };
const shown: Shown = {
  cost: {
    ...counted,
    reads: 50,
    writes: 30,
    published: 6,
    delivered: 15,
    services: { order: 0.05, product: -0.001 },
    readsBy: {},
    writesBy: {},
  },
  perSecond: 9,
  p50: 800,
  idleMs: 5,
};
const one = predictingFrom([shown, { ...shown, p50: 1_000 }], { cores: 2, buyersAtOnce: 8 });

it('takes what one replica has shown, less than nothing for nothing', () => {
  expect(one.order).toMatchObject({ cpuMs: { order: 50, product: 0 }, reads: 50, delivered: 15, sagaMs: 900 });
  expect(one.bench.besideMs).toBeCloseTo(42, 9);
});

it('has only what waits grow with the replicas, and throughput not beyond the machine', () => {
  const figures = predictedFigures(one);
  expect(predictedOf(figures, 'order with its sidecars', 4)).toBe(1);
  expect(predictedOf(figures, 'order with its sidecars, idle', 4)).toBe(4);
  expect(predictedOf(figures, 'throughput, 8 at a time', 2)).toBe(1);
  expect(predictedOf(figures, 'throughput, 8 at a time', 3)).toBeUndefined();
});

it('stands on the page beside what was measured', () => {
  const compared = { what: 'order with its sidecars', unit: 'CPU-ms a checkout', other: '1 order', otherMean: 50 };
  const ratio = { mean: 1.1, low: 0.9, high: 1.3 };
  const run: Run = {
    bench: 'replicas',
    method: 'How.',
    at: '2026-01-02T00:00:00.000Z',
    machine: { cores: 2, model: 'x', node: 'v24' },
    blocks: 2,
    comparisons: [
      { ...compared, ours: '2 order', oursMean: 55, ratio },
      { ...compared, ours: '4 order', oursMean: 60, ratio: { mean: 1.2, low: 1, high: 1.4 } },
    ],
    figures: predictedFigures(one),
  };
  expect(replicasSection(run).at(-2)).toBe(
    '| order with its sidecars | CPU-ms a checkout | 50.0 | 55.0 | 60.0 | **1.10** (0.90–1.30) | 1.00 | **1.20** (1.00–1.40) | 1.00 |',
  );
});
