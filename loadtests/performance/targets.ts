import { latestRuns, type Run } from '../lib/history.ts';
import { type Comparison, verdictOf } from '../lib/rounds.ts';

/** One aim, and where its number comes from. */
export interface Target {
  readonly what: string;
  readonly aim: string;
  /** The run and what in it answers the question. */
  readonly of?: { readonly bench: string; readonly what: string; readonly unit: string; readonly other?: string };
  /** Where no number is aimed at: whether what was measured is what was hoped for. */
  readonly holds?: (value: Comparison['ratio']) => boolean;
  /** What to tell when it is missed: the largest cost, and why it remains. */
  readonly missed?: string;
  /** What to tell when there is no number. */
  readonly unmeasured?: string;
}

interface Found {
  readonly value: Comparison['ratio'];
  readonly target: Comparison['target'];
  readonly isRatio: boolean;
}

const find = (runs: readonly Run[], of: NonNullable<Target['of']>): Found | undefined => {
  const run = latestRuns(runs).find(({ bench }) => bench === of.bench);
  const isIt = (one: { readonly what: string; readonly unit: string }): boolean =>
    one.what === of.what && one.unit === of.unit;
  const compared = run?.comparisons.find((one) => isIt(one) && (of.other === undefined || one.other === of.other));
  if (compared && of.other !== undefined) return { value: compared.ratio, target: compared.target, isRatio: true };
  const figure = run?.figures?.find(isIt);
  return figure && { value: figure.value, target: figure.target, isRatio: false };
};

const numbers = ({ value: { mean, low, high }, isRatio }: Found): string =>
  `**${mean.toFixed(2)}${isRatio ? '×' : ''}** (${low.toFixed(2)}–${high.toFixed(2)})`;

const cellsOf = (runs: readonly Run[], { of, holds, missed, unmeasured }: Target): readonly [string, string] => {
  const found = of && find(runs, of);
  if (!found) return ['', `not measured, because ${unmeasured ?? 'no run of it is kept'}`];
  const told = holds ? (holds(found.value) ? 'met' : 'missed') : (verdictOf(found.value, found.target) ?? 'met');
  const why = told.startsWith('missed') && missed !== undefined ? `: ${missed}` : '';
  return [numbers(found), `${told}${why}`];
};

/** Every aim beside what the latest runs say of it. */
export const targetLines = (runs: readonly Run[], targets: readonly Target[]): readonly string[] => [
  '| what | aim | measured (95 % interval) | |',
  '| --- | --- | --- | --- |',
  ...targets.map((target) => `| ${[target.what, target.aim, ...cellsOf(runs, target)].join(' | ')} |`),
];
