import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rootDir } from '../../tools/shared/paths.ts';
import { readText } from './files.ts';
import { catalogue } from './requirement-ids.ts';

interface Row {
  readonly id: string;
  readonly state: string;
  readonly where: string;
}

const rows: readonly Row[] = readText('docs/requirements.md')
  .split('\n')
  .map((line) => /^\| ([A-Z]+-\d+) \| (\w+) \| (.*) \|$/.exec(line))
  .flatMap((match) => (match ? [{ id: match[1] ?? '', state: match[2] ?? '', where: match[3] ?? '' }] : []));

const pathsIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path).filter((path) => path.includes('/'));

describe('docs/requirements.md', () => {
  test('has each id of the catalogue once, in its order', () => {
    const expected = Object.entries(catalogue).flatMap(([part, count]) =>
      Array.from({ length: count }, (_, n) => `${part}-${n + 1}`),
    );
    expect(rows.map((row) => row.id)).toEqual(expected);
  });

  test.each(rows)('$id is $state, with a place or a reason', ({ state, where }) => {
    expect(['done', 'planned', 'declined']).toContain(state);
    expect(where.length).toBeGreaterThan(5);
    expect(state === 'done' && pathsIn(where).length === 0).toBe(false);
    expect(pathsIn(where).filter((path) => !existsSync(join(rootDir, path)))).toEqual([]);
  });
});
