import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { rootDir } from '../../tools/shared/paths.ts';
import { readText } from './files.ts';

// Character classes keep this file from finding itself.
const everywhere = /(es|ox)lint-disabl[e]|@ts-(ignor[e]|nochec[k])|\bas an[y]\b(?= *[;,)])/;
// In a test it says that something must not compile.
const outsideTests = /@ts-expect-erro[r]/;

const sources = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.mjs'], {
  cwd: rootDir,
  encoding: 'utf8',
});

test('no rule of the linter or of TypeScript is switched off in a file', () => {
  const files = sources.split('\n').filter((path) => path !== '');
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((path) => everywhere.test(readText(path)))).toEqual([]);
  const sourceFiles = files.filter((path) => !path.endsWith('.test.ts'));
  expect(sourceFiles.filter((path) => outsideTests.test(readText(path)))).toEqual([]);
});
