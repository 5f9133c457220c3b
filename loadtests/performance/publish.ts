import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rootDir } from '../../tools/shared/paths.ts';
import { say } from '../../tools/shared/progress.ts';
import { keepRun, readRuns, type Run, thisMachine } from '../lib/history.ts';
import { type Comparison, isMet } from '../lib/rounds.ts';
import { allTargets } from './all-targets.ts';
import { performancePage } from './page.ts';

/** The page and the charts that the history makes. */
export const pageFiles = (): ReadonlyMap<string, string> =>
  performancePage(readRuns(), readFileSync(join(rootDir, 'loadtests/performance/notes.md'), 'utf8'), allTargets);

const lineOf = (one: Comparison): string => {
  const { ratio, target } = one;
  const verdict = target === undefined ? ' ' : { true: '✓', false: '✗' }[String(isMet(one)) as 'true' | 'false'];
  const numbers = `${ratio.mean.toFixed(2)} (95 %: ${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)})`;
  return `${verdict} ${one.what}: ${one.ours} to ${one.other}, ${one.unit}: ${numbers}`;
};

/** Keeps a run, writes the page anew, and says what was found. */
export const publish = (run: Omit<Run, 'at' | 'machine'>): void => {
  keepRun({ ...run, at: new Date().toISOString(), machine: thisMachine() });
  for (const [path, text] of pageFiles()) {
    mkdirSync(dirname(join(rootDir, path)), { recursive: true });
    writeFileSync(join(rootDir, path), text);
  }
  for (const comparison of run.comparisons) say(lineOf(comparison));
  for (const { what, unit, value } of run.figures ?? []) say(`  ${what}: ${value.mean.toFixed(1)} ${unit}`);
  say('written: docs/performance.md and loadtests/history');
};
