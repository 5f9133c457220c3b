import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rootDir } from '../shared/paths.ts';
import { toldOf } from './told.ts';

const name = join(rootDir, 'tests/e2e/shop.test.ts');
const passed = (fullName: string, duration: number) => ({ fullName, status: 'passed', duration });
const failed = (fullName: string, ...failureMessages: string[]) => ({
  fullName,
  status: 'failed',
  duration: 1_500,
  failureMessages,
});

it('names each test that failed with the first line of why', () => {
  const assertionResults = [passed('the walk', 10), failed('a burst', '\u001b[31mError: 401\u001b[39m\n    at x')];
  expect(toldOf([{ name, assertionResults }])).toEqual(['✗ tests/e2e/shop.test.ts: a burst (1.5 s): Error: 401']);
});

it('names a file that could not be run', () =>
  expect(toldOf([{ name, message: 'SyntaxError: x\n at', assertionResults: [] }])).toEqual([
    '✗ tests/e2e/shop.test.ts: SyntaxError: x',
  ]));

it('does not go on for ever', () => {
  const told = toldOf([{ name, assertionResults: Array.from({ length: 70 }, () => failed('a', 'b'.repeat(500))) }]);
  expect(told).toHaveLength(61);
  expect(told.at(-1)).toBe('✗ and 10 more');
  expect(Math.max(...told.map((line) => line.length))).toBeLessThan(220);
});

it('names the slowest, where any is slow', () => {
  const assertionResults = [passed('quick', 19_999), passed('slow', 21_000), passed('slower', 65_000)];
  expect(toldOf([{ name, assertionResults }])).toEqual(['… 65 s: slower', '… 21 s: slow']);
});
