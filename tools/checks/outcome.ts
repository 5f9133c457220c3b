import { say, seconds } from '../shared/progress.ts';

export interface Outcome {
  name: string;
  passed: number;
  failed: number;
  ms: number;
  /** Lines to close with. */
  told?: readonly string[];
}

export function totals(outcomes: Outcome[]): { passed: number; failed: number } {
  const sum = (pick: (outcome: Outcome) => number): number => outcomes.reduce((all, each) => all + pick(each), 0);
  return { passed: sum(({ passed }) => passed), failed: sum(({ failed }) => failed) };
}

export function table(outcomes: Outcome[]): string[] {
  const width = Math.max(...outcomes.map(({ name }) => name.length));
  return outcomes.map(({ name, passed, failed, ms }) => {
    const mark = failed === 0 ? '✓' : '✗';
    return `${mark} ${name.padEnd(width)}  ${String(passed).padStart(5)} passed  ${String(failed).padStart(4)} failed  ${seconds(ms)}`;
  });
}

/** Closes with the one line that callers read; returns the exit code. */
export function report(outcomes: Outcome[]): number {
  const { passed, failed } = totals(outcomes);
  say('');
  for (const line of outcomes.flatMap(({ told = [] }) => told)) say(line);
  say('');
  for (const line of table(outcomes)) say(line);
  say('');
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
