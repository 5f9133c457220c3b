import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rootDir } from '../../tools/shared/paths.ts';

const sources = globSync('{packages,services}/*/src/**/*.ts', { cwd: rootDir }).filter(
  (path) => !/[.]test[.]/.test(path),
);
const thatSay = (text: string): readonly string[] =>
  sources.filter((path) => readFileSync(join(rootDir, path), 'utf8').includes(text));

test('only notes for people and what nobody confirmed have a time to live: a key, a claim or a reservation must not expire by itself', () => {
  expect(thatSay('ttlInSeconds').toSorted()).toEqual(
    ['connect.ts', 'dapr-notes.ts', 'dapr-state-store.ts'].map((file) => `packages/kit/src/dapr/${file}`),
  );
  expect(thatSay('.expiring(')).toEqual(['services/user/src/compose.ts']);
  expect(readFileSync(join(rootDir, 'services/user/src/compose.ts'), 'utf8')).toMatch(
    /registrations: new [^;]*?store: given[.]expiring[(]keptSeconds[)]/,
  );
});
