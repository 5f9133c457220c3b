import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepRun, latestRuns, readRuns, regressionsOf, type Run } from './history.ts';
import type { Comparison } from './rounds.ts';

const comparison = (mean: number, more: Partial<Comparison> = {}): Comparison => ({
  what: 'a read',
  unit: 'ms',
  ours: 'kit',
  other: 'sdk',
  oursMean: mean,
  otherMean: 1,
  ratio: { mean, low: mean * 0.98, high: mean * 1.02 },
  ...more,
});
const run = (day: number, comparisons: readonly Comparison[], bench = 'sidecar'): Run => ({
  bench,
  method: '',
  at: `2026-01-0${day}T00:00:00.000Z`,
  machine: { cores: 2, model: 'x', node: 'v24' },
  blocks: 5,
  comparisons,
});

describe('the history', () => {
  it('keeps runs, and gives them back by their age', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mercato-history-'));
    const [older, newer] = [run(1, []), run(2, [comparison(1)])];
    keepRun(newer, folder);
    keepRun(older, folder);
    expect(readRuns(folder)).toEqual([older, newer]);
    rmSync(folder, { recursive: true });
  });

  it('knows the latest of each benchmark', () => {
    const runs = [run(1, [], 'a'), run(2, [], 'b'), run(3, [], 'a')];
    expect(latestRuns(runs).map(({ at, bench }) => [bench, at.slice(8, 10)])).toEqual([
      ['a', '03'],
      ['b', '02'],
    ]);
  });
});

describe('a regression', () => {
  it('is more than a tenth beyond the run before', () => {
    expect(regressionsOf([run(1, [comparison(0.5)]), run(2, [comparison(0.6)])])).toMatchObject([
      { bench: 'sidecar', what: 'a read', before: 0.5, now: 0.6 },
    ]);
    expect(regressionsOf([run(1, [comparison(0.5)]), run(2, [comparison(0.54)])])).toEqual([]);
    expect(regressionsOf([run(1, [comparison(0.6)]), run(2, [comparison(0.5)])])).toEqual([]);
  });

  it('is none within the uncertainty of the two', () => {
    const wide = comparison(0.6, { ratio: { mean: 0.6, low: 0.45, high: 0.8 } });
    expect(regressionsOf([run(1, [comparison(0.5)]), run(2, [wide])])).toEqual([]);
  });

  it('is a fall where more is better', () => {
    const faster = { target: { atLeast: 1 } };
    const fell = [run(1, [comparison(1.5, faster)]), run(2, [comparison(1.2, faster)])];
    expect(regressionsOf(fell)).toHaveLength(1);
    expect(regressionsOf(fell.toReversed().map((one, n) => ({ ...one, at: `2026-01-0${n + 1}` })))).toEqual([]);
  });
});
