import type { RunSummary } from './summary.ts';

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const row = (cells: readonly string[], tag = 'td'): string =>
  `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead>${row(head, 'th')}</thead><tbody>${rows.map((cells) => row(cells)).join('')}</tbody></table>`;

const style =
  'body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}' +
  'table{border-collapse:collapse;margin:1rem 0}th,td{border-bottom:1px solid #8884;padding:.25rem .75rem;text-align:left}' +
  ':root{color-scheme:light dark}';

/** One page that needs nothing but itself. */
export const htmlOf = ({ profile, seconds, passed, demands, flows, failures, facts }: RunSummary): string => {
  const title = `${passed ? '✓' : '✗'} ${escaped(profile)}, ${seconds.toFixed(0)} s`;
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8">',
    `<title>Load: ${title}</title><style>${style}</style><h1>${title}</h1>`,
    '<h2>What was demanded</h2>',
    table(
      ['', 'metric', 'demand', 'measured'],
      demands.map(({ ok, metric, threshold, measured }) => [ok ? '✓' : '✗', metric, threshold, measured]),
    ),
    '<h2>Requests by flow</h2>',
    table(
      ['flow', 'requests', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms'],
      flows.map(({ flow, requests, p50, p95, p99, most }) => [
        flow,
        String(requests),
        ...[p50, p95, p99, most].map((ms) => ms.toFixed(1)),
      ]),
    ),
    '<h2>Answers that should not have been given</h2>',
    table(
      ['answer', 'times'],
      failures.map(({ what, count }) => [what, String(count)]),
    ),
    '<h2>Facts</h2>',
    table(['', ''], facts),
    '</html>',
    '',
  ].join('\n');
};
