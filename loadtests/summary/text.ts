import type { RunSummary } from './summary.ts';

const cell = (value: number): string => value.toFixed(1).padStart(9);

/** For a terminal. */
export const textOf = ({ profile, seconds, passed, demands, flows, failures, facts }: RunSummary): string =>
  [
    '',
    `${passed ? '✓' : '✗'} ${profile}, ${seconds.toFixed(0)} s`,
    ...demands.map(
      ({ ok, metric, threshold, measured }) => `  ${ok ? '✓' : '✗'} ${metric} ${threshold} (measured: ${measured})`,
    ),
    '',
    `  ${'flow'.padEnd(16)}${'requests'.padStart(9)}${['p50 ms', 'p95 ms', 'p99 ms', 'max ms'].map((name) => name.padStart(9)).join('')}`,
    ...flows.map(
      ({ flow, requests, p50, p95, p99, most }) =>
        `  ${flow.padEnd(16)}${String(requests).padStart(9)}${[p50, p95, p99, most].map(cell).join('')}`,
    ),
    '',
    ...failures.map(({ what, count }) => `  ✗ ${what}: ${count}×`),
    ...facts.map(([name, value]) => `  ${name.padEnd(28)} ${value}`),
    '',
  ].join('\n');
