import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rootDir } from '../../tools/shared/paths.ts';

test('only notes for people have a time to live: a key, a claim or a reservation must not expire by itself', () => {
  const sources = globSync('{packages,services}/*/src/**/*.ts', { cwd: rootDir });
  const setters = sources.filter((path) => readFileSync(join(rootDir, path), 'utf8').includes('ttlInSeconds'));
  expect(setters).toEqual(['packages/kit/src/dapr/dapr-notes.ts']);
});
