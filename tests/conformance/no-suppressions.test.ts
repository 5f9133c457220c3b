import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { rootDir } from '../../tools/shared/paths.ts';
import { readText } from './files.ts';

// Character classes keep this file from finding itself.
const banned = /(es|ox)lint-disabl[e]|@ts-(ignor|expect-erro|nochec)[erk]|\bas an[y]\b(?= *[;,)])/;

const sources = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.mjs'], {
  cwd: rootDir,
  encoding: 'utf8',
});

test('no rule of the linter or of TypeScript is switched off in a file', () => {
  const files = sources.split('\n').filter((path) => path !== '');
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((path) => banned.test(readText(path)))).toEqual([]);
});
