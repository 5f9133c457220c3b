import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { rootDir } from '../../tools/shared/paths.ts';
import type { Comparison } from './rounds.ts';
import type { Interval } from './statistics.ts';

/** A number of ours with nothing beside it. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly value: Interval;
  readonly target?: Comparison['target'];
}

/** One run of a benchmark, as it is kept. */
export interface Run {
  readonly bench: string;
  /** What was done, in a sentence. */
  readonly method: string;
  readonly at: string;
  readonly machine: { readonly cores: number; readonly model: string; readonly node: string };
  readonly blocks: number;
  readonly comparisons: readonly Comparison[];
  readonly figures?: readonly Figure[];
}

export const historyFolder = join(rootDir, 'loadtests/history');

export const thisMachine = (): Run['machine'] => {
  const all = cpus();
  return { cores: all.length, model: all[0]?.model ?? 'unknown', node: process.version };
};

export const keepRun = (run: Run, folder = historyFolder): string => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${run.at.replaceAll(/[:.]/g, '-')}-${run.bench}.json`);
  writeFileSync(file, `${JSON.stringify(run, undefined, 2)}\n`);
  return file;
};

/** All runs, the oldest first. */
export const readRuns = (folder = historyFolder): readonly Run[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Run)
    .toSorted((a, b) => a.at.localeCompare(b.at));

/** The latest run of each benchmark. */
export const latestRuns = (runs: readonly Run[]): readonly Run[] => [
  ...new Map(runs.map((run) => [run.bench, run])).values(),
];

export interface Regression {
  readonly bench: string;
  readonly what: string;
  readonly unit: string;
  readonly before: number;
  readonly now: number;
}

const keyOf = ({ what, unit, ours, other }: Comparison): string => [what, unit, ours, other].join(' | ');
const tolerated = 1.1;

/** More than a tenth worse than the run before, and more than both runs' own uncertainty. */
export const regressionsOf = (runs: readonly Run[]): readonly Regression[] =>
  latestRuns(runs).flatMap((run) => {
    const previous = runs.findLast(({ bench, at }) => bench === run.bench && at < run.at);
    const before = new Map((previous?.comparisons ?? []).map((one) => [keyOf(one), one]));
    return run.comparisons.flatMap((now) => {
      const then = before.get(keyOf(now));
      if (!then) return [];
      const moreIsBetter = now.target !== undefined && 'atLeast' in now.target;
      const [worse, than] = moreIsBetter ? [then.ratio, now.ratio] : [now.ratio, then.ratio];
      if (worse.mean <= than.mean * tolerated || worse.low <= than.high) return [];
      return [{ bench: run.bench, what: now.what, unit: now.unit, before: then.ratio.mean, now: now.ratio.mean }];
    });
  });
