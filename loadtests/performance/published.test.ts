import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rootDir } from '../../tools/shared/paths.ts';
import { pageFiles } from './publish.ts';

it.each([...pageFiles()])('%s says what the history says', (path, text) => {
  expect(readFileSync(join(rootDir, path), 'utf8')).toBe(text);
});
