import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { rootDir } from '../../tools/shared/paths.ts';
import attributes from '../../telemetry/attributes.json' with { type: 'json' };
import metrics from '../../telemetry/metrics.json' with { type: 'json' };
import { readText } from './files.ts';

const isSource = (path: string): boolean => path !== '' && !path.endsWith('.test.ts');
const list = ['ls-files', '--cached', '--others', '--exclude-standard', 'packages/kit/src/*.ts', 'services/*/src/*.ts'];
const sources = execFileSync('git', list, { cwd: rootDir, encoding: 'utf8' }).split('\n').filter(isSource);

const makers = /\b(counter|gauge|histogram)\('([^']+)'\)/g;

/** Every metric that source code makes: `kit` makes those of all services. */
const made = sources.flatMap((path) =>
  [...readText(path).matchAll(makers)].map(([, type = '', name = '']) => ({
    type,
    name,
    service: path.startsWith('packages/kit/') ? '*' : (path.split('/')[1] ?? ''),
  })),
);

describe('telemetry/metrics.json', () => {
  test.each(metrics)('$name is made where it says, as what it says', ({ name, type, service }) => {
    const here = made.filter((metric) => metric.name === name);
    expect(here.length).toBeGreaterThan(0);
    expect(here.filter((metric) => metric.type !== type || metric.service !== service)).toEqual([]);
  });

  test('has every metric of the code', () => {
    expect(made.length).toBeGreaterThan(10);
    const known = new Set(metrics.map(({ name }) => name));
    expect(made.filter(({ name }) => !known.has(name))).toEqual([]);
  });
});

test.each(attributes)('the span attribute $name of telemetry/attributes.json is set somewhere', ({ name }) => {
  expect(sources.some((path) => readText(path).includes(`'${name}'`))).toBe(true);
});
