import { apis } from '@mercato/contracts';
import type { RouteContract } from '@mercato/contracts/shared';
import { describe, expect, test } from 'vitest';
import { burnRates } from '../../tools/gen/telemetry/slo-rules.ts';
import { readSlos, sloFile } from '../../tools/gen/telemetry/slo-file.ts';
import { readText } from './files.ts';

const slos = readSlos();
const page = readText('docs/slo.md');
const publicRoutes = Object.values(apis)
  .flatMap((api) => Object.values<RouteContract>(api))
  .filter(({ audience }) => audience !== 'internal');

/** The routes that a promise leaves out; no template has a character that a pattern would take for something else. */
const leftOut = (name: string): RegExp => {
  const where = slos.find((slo) => slo.name === name)?.where ?? '';
  const [, pattern = 'nothing'] = /route![=~]"([^"]*)"/.exec(where) ?? [];
  return new RegExp(`^${pattern}$`);
};

describe('telemetry/slo.yaml', () => {
  test('leaves out of reads what streams, and nothing else', () => {
    const streams = publicRoutes.filter(({ answers }) => Object.values(answers).includes('event-stream'));
    const reads = publicRoutes.filter(({ method }) => method === 'GET');
    expect(streams.length).toBeGreaterThan(0);
    expect(reads.filter(({ path }) => leftOut('read-latency').test(path))).toEqual(streams);
  });

  test('leaves out of writes what may wait for its outcome, and nothing else', () => {
    const writes = publicRoutes.filter(({ method }) => method !== 'GET');
    const excluded = writes.filter(({ path }) => leftOut('write-latency').test(path));
    expect(excluded).toEqual(writes.filter(({ waits }) => waits === true));
  });

  test.each([
    ['an unknown metric', { metric: 'nosuch_total', bad: 'a="b"' }],
    ['a bound between two buckets', { metric: 'message_age_seconds', seconds: 11 }],
    ['a bound on a counter', { metric: 'orders_total', seconds: 10 }],
    ['an objective that cannot burn 14.4 times too fast', { metric: 'orders_total', bad: 'a="b"', objective: 93 }],
    ['no bad events', { metric: 'orders_total' }],
  ])('may not have %s', (_name, sli) => {
    const slo = { name: 'a', title: 'A', objective: 99, where: 'x="y"', ...sli };
    expect(sloFile.safeParse({ period: '30d', slos: [slo] }).success).toBe(false);
  });
});

describe('docs/slo.md', () => {
  test.each(slos)('has the numbers of $name', (slo) => {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${slo.name}\``)) ?? '';
    const budget = Math.round((100 - slo.objective) * 10_000).toLocaleString('en');
    expect(row).toContain(`| ${slo.objective} % | ${budget} |`);
    expect(row).toContain('seconds' in slo ? `than ${slo.seconds} s` : '');
  });

  test('has a row for every promise and burn rate, and no other', () => {
    expect([...page.matchAll(/^\| `/gm)].length).toBe(slos.length);
    const rates = [...page.matchAll(/^\| ([\d.]+) × .* (\w+) \|$/gm)].map(([, factor, severity]) => [
      Number(factor),
      severity,
    ]);
    expect(rates).toEqual(burnRates.map(({ factor, severity }) => [factor, severity]));
  });
});
