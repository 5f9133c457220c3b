import type { Run } from '../lib/history.ts';
import type { Comparison } from '../lib/rounds.ts';
import { levels, predictedOf } from './replicas.ts';

const more = levels.slice(1);

const number = (value: number): string => value.toFixed(value < 10 ? 2 : 1);

const ratioText = ({ mean, low, high }: Comparison['ratio']): string =>
  `**${mean.toFixed(2)}** (${low.toFixed(2)}–${high.toFixed(2)})`;

const rowOf = ({ comparisons, figures = [] }: Run, what: string): string => {
  const of = (level: number): Comparison | undefined =>
    comparisons.find((one) => one.what === what && one.ours === `${level} order`);
  const found = more.map((level) => ({ level, comparison: of(level) }));
  const [first] = found;
  const grown = found.flatMap(({ level, comparison }) => [
    comparison ? ratioText(comparison.ratio) : '',
    predictedOf(figures, what, level)?.toFixed(2) ?? '',
  ]);
  const seen = found.map(({ comparison }) => number(comparison?.oursMean ?? 0));
  const cells = [what, first?.comparison?.unit ?? '', number(first?.comparison?.otherMean ?? 0), ...seen, ...grown];
  return `| ${cells.join(' | ')} |`;
};

/** The section of `docs/performance.md` on the model beside what more replicas have shown. */
export const replicasSection = (run: Run): readonly string[] => {
  const whats = [...new Set(run.comparisons.map(({ what }) => what))];
  const columns = [
    'what',
    'unit',
    ...levels.map((level) => (level === 1 ? 'one' : `${level} replicas`)),
    ...more.flatMap((level) => [`${level} to one, measured (95 % interval)`, `${level} to one, the model`]),
  ];
  return [
    '## The model beside more replicas',
    '',
    run.method,
    '',
    `\`npm run bench -- replicas\`, ${run.at.slice(0, 10)}: ${run.blocks} blocks, ${run.machine.cores} cores (${run.machine.model}), Node ${run.machine.node}.`,
    '',
    `| ${columns.join(' | ')} |`,
    `| ${columns.map(() => '---').join(' | ')} |`,
    ...whats.map((what) => rowOf(run, what)),
    '',
  ];
};
