import { expect, test } from 'vitest';
import { allDefences } from '../../tools/mutants/all-defences.ts';
import { broken } from '../../tools/mutants/broken.ts';
import { patternOf } from '../../tools/mutants/titles.ts';
import { readText } from './files.ts';

// What runs a suite of another file has that file's titles.
const suites = new Map([
  ['stateStoreContract(', 'packages/testkit/src/contracts/state-store-contract.ts'],
  ['kills(getWorld)', 'tests/e2e/scenarios/kills.ts'],
  ['objectStoreContract(', 'packages/testkit/src/contracts/object-store-contract.ts'],
]);

/** A test file with the suites that it runs, as one line of which no quote is escaped. */
const sourceOf = (file: string): string => {
  const source = readText(file);
  const used = [...suites].filter(([call]) => source.includes(call)).map(([, path]) => readText(path));
  return [source, ...used].join('\n').replaceAll("\\'", "'");
};

/** Whether a title stands there, or one of which it is an instance: `undo:a, refused` of `$step, $fault`. */
const hasTest = (source: string, title: string): boolean => {
  if (source.includes(title)) return true;
  const literals = source.matchAll(/'([^'\n]*[%$][^'\n]*)'/g);
  const patterns = Array.from(literals, ([, text = '']) => patternOf(text)).filter((pattern) => pattern !== '.*');
  return patterns.some((pattern) => new RegExp(`^${pattern}$`).test(title));
};

test('every defence has a name of its own', () => {
  expect(new Set(allDefences.map(({ id }) => id)).size).toBe(allDefences.length);
});

test.each(allDefences.map((defence) => [defence.id, defence] as const))('%s stands where its table says', (_, one) => {
  const text = readText(one.file);
  expect(broken(text, one)).not.toBe(text);
});

test.each(allDefences.map(({ id, test: named }) => [id, ...named] as const))('%s has its test', (_, file, title) => {
  expect(hasTest(sourceOf(file), title)).toBe(true);
});
