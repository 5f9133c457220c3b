import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { rootDir } from '../shared/paths.ts';
import { seconds } from '../shared/progress.ts';

/** What of Vitest's JSON report is read of each test. */
export interface TestResult {
  readonly fullName: string;
  readonly status: string;
  /** Milliseconds; of none that did not run. */
  readonly duration?: number | null;
  readonly failureMessages?: readonly string[] | null;
}

export interface FileResult {
  readonly name: string;
  /** Why the file could not be run. */
  readonly message?: string;
  readonly assertionResults: readonly TestResult[];
}

const [mostFailures, mostSlow, slowMs, longest] = [60, 8, 20_000, 160];

const firstLine = (text = ''): string => {
  const [line = ''] = stripVTControlCharacters(text).trim().split('\n');
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
};

const took = ({ duration }: TestResult): number => duration ?? 0;

const failuresOf = ({ name, message, assertionResults }: FileResult): readonly string[] => {
  const file = relative(rootDir, name);
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  if (failed.length === 0 && message) return [`✗ ${file}: ${firstLine(message)}`];
  return failed.map(
    (test) => `✗ ${file}: ${test.fullName} (${seconds(took(test))}): ${firstLine(test.failureMessages?.[0])}`,
  );
};

/**
 * What is worth a line at the end of a long run, where what was printed at the time is far above or was cut off: each
 * test that failed, and which ones took the longest.
 */
export const toldOf = (files: readonly FileResult[]): readonly string[] => {
  const failures = files.flatMap(failuresOf);
  const slow = files
    .flatMap(({ assertionResults }) => assertionResults)
    .filter((test) => took(test) >= slowMs)
    .toSorted((a, b) => took(b) - took(a));
  return [
    ...failures.slice(0, mostFailures),
    ...(failures.length > mostFailures ? [`✗ and ${failures.length - mostFailures} more`] : []),
    ...slow.slice(0, mostSlow).map((test) => `… ${seconds(took(test))}: ${test.fullName}`),
  ];
};
