import { expect, it } from 'vitest';
import type { Run } from '../lib/history.ts';
import { capacitySection, perOrderOf } from './page.ts';

const figure = (what: string, mean: number) => ({ what, unit: '', value: { mean, low: mean, high: mean } });
const figures = [
  figure('service order', 40),
  figure('service product', -0.1),
  figure('state reads', 20),
  figure('state writes', 15),
  figure('messages published', 4),
  figure('messages delivered', 10),
  figure('outcome known, p50', 80),
];
const run: Run = {
  bench: 'checkout',
  method: '',
  at: '',
  machine: { cores: 2, model: '', node: '' },
  blocks: 5,
  comparisons: [],
  figures,
};

it('takes its numbers from what was measured', () => {
  expect(perOrderOf(run)).toMatchObject({ cpuMs: { order: 40, product: 0 }, reads: 20, sagaMs: 80 });
  expect(() => perOrderOf({ figures: figures.slice(0, 3) })).toThrow('no figure "state writes"');
});

it('tells three loads, and the first thing that stands in the way of each', () => {
  const text = capacitySection(run).join('\n');
  expect(text).toMatch(/\| 10 \| 4 \| 2 \| .* \| none \|/);
  expect(text).toMatch(/\| 100,000 \| .* \| size of that head/);
});
