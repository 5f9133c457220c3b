import { capacitySection } from '../capacity/page.ts';
import { replicasSection } from '../capacity/replicas-page.ts';
import { type Figure, latestRuns, regressionsOf, type Run } from '../lib/history.ts';
import { type Comparison, verdictOf } from '../lib/rounds.ts';
import { ratioChart } from './chart.ts';
import { type Target, targetLines } from './targets.ts';

export const pagePath = 'docs/performance.md';
const chartPath = (bench: string): string => `docs/performance/${bench}.svg`;

/** Small numbers need more places. */
const text = ({ mean, low, high }: Comparison['ratio'], places: number): string =>
  `**${mean.toFixed(places)}** (${low.toFixed(places)}–${high.toFixed(places)})`;

const interval = (ratio: Comparison['ratio']): string => text(ratio, ratio.mean < 0.1 ? 4 : 2);

const figureText = (value: Figure['value']): string => text(value, value.mean < 1 ? 3 : 1);

const targetText = (target: Comparison['target']): string => {
  if (!target) return '';
  return 'atMost' in target ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`;
};

const row = (one: Comparison): string =>
  `| ${[
    one.what,
    one.unit,
    `${one.ours} ${one.oursMean.toFixed(3)}`,
    `${one.other} ${one.otherMean.toFixed(3)}`,
    interval(one.ratio),
    targetText(one.target),
    verdictOf(one.ratio, one.target) ?? '',
  ].join(' | ')} |`;

const figureLines = (figures: readonly Figure[]): readonly string[] => {
  if (figures.length === 0) return [];
  const rows = figures.map(
    ({ what, unit, value, target }) =>
      `| ${what} | ${unit} | ${figureText(value)} | ${targetText(target)} | ${verdictOf(value, target) ?? ''} |`,
  );
  return ['| what | unit | mean (95 % interval) | aim | |', '| --- | --- | --- | --- | --- |', ...rows, ''];
};

const comparisonLines = ({ bench, comparisons }: Run): readonly string[] => {
  if (comparisons.length === 0) return [];
  return [
    '| what | unit | ours | beside | ratio (95 % interval) | aim | |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...comparisons.map(row),
    '',
    `![Ratios of ${bench}](performance/${bench}.svg)`,
    '',
  ];
};

const section = (run: Run): readonly string[] => [
  `## ${run.bench}`,
  '',
  run.method,
  '',
  `\`npm run bench -- ${run.bench}\`, ${run.at.slice(0, 10)}: ${run.blocks} blocks, ${run.machine.cores} cores (${run.machine.model}), Node ${run.machine.node}.`,
  '',
  ...figureLines(run.figures ?? []),
  ...comparisonLines(run),
];

const regressionLines = (runs: readonly Run[]): readonly string[] => {
  const found = regressionsOf(runs);
  if (found.length === 0) return ['No ratio is more than a tenth worse than in the run before.'];
  return found.map(
    ({ bench, what, unit, before, now }) =>
      `- **${bench}, ${what}** (${unit}): ${before.toFixed(2)} before, ${now.toFixed(2)} now.`,
  );
};

/** `docs/performance.md` and its charts, by path from the root. */
export const performancePage = (
  runs: readonly Run[],
  notes: string,
  targets: readonly Target[],
): ReadonlyMap<string, string> => {
  const all = latestRuns(runs);
  const [latest, replicas] = [
    all.filter(({ bench }) => bench !== 'replicas'),
    all.find(({ bench }) => bench === 'replicas'),
  ];
  const page = [
    '# What it costs',
    '',
    'Made by `npm run bench` from `loadtests/history`; the notes at the end are from `loadtests/performance/notes.md`.',
    '',
    '## How it is measured',
    '',
    'Two arms or more stand side by side on one machine and take turns, forth and back (A B B A), in blocks; each block is compared with itself, so that a machine that slows down does so for both. What is told is the ratio of ours to the other, with its 95 % interval (Student, on logarithms, over the blocks). Processor time is what Linux counts for the processes (`/proc/<pid>/stat`). Below 1 ours is cheaper or faster. Absolute numbers are of the machine named, which others used at the same time; only ratios carry over. In the charts the dashed line is 1, the red mark the aim.',
    '',
    '## What was aimed at',
    '',
    ...targetLines(runs, targets),
    '',
    ...latest.flatMap(section),
    ...latest.filter(({ bench }) => bench === 'checkout').flatMap(capacitySection),
    ...(replicas ? replicasSection(replicas) : []),
    '## Since the runs before',
    '',
    ...regressionLines(runs),
    '',
    notes.trim(),
    '',
  ].join('\n');
  const compared = latest.filter(({ comparisons }) => comparisons.length > 0);
  const charts = compared.map(({ bench, comparisons }) => [chartPath(bench), ratioChart(bench, comparisons)] as const);
  return new Map([[pagePath, page], ...charts]);
};
