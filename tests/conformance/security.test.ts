import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rootDir } from '../../tools/shared/paths.ts';
import { asvsIds } from './asvs.ts';
import { readText } from './files.ts';

interface Row {
  readonly id: string;
  readonly state: string;
  readonly where: string;
}

const page = readText('docs/security.md');

const rows: readonly Row[] = [...page.matchAll(/^\| (\d+\.\d+\.\d+) \| [^|]+ \| ([^|]+) \| (.*) \|$/gm)].map(
  ([, id = '', state = '', where = '']) => ({ id, state, where }),
);

const isPath =
  /^(\.\w+|\.?\w+\.\w+|[\w-]+\.(md|json)|(\.github|dapr|docker|docs|helm|infra|k8s|packages|services|telemetry|tests|tools|web)\/[\w./-]+)$/;

/** `a/file.ts` or `a/file.ts#what stands in it`. */
const placesIn = (text: string): readonly (readonly [path: string, words: string | undefined])[] =>
  [...text.replaceAll(/^```[^]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)]
    .map(([, quoted = '']) => quoted.split('#'))
    .filter(([path = '']) => isPath.test(path))
    .map(([path = '', ...words]) => [path, words.length > 0 ? words.join('#') : undefined]);

const missing = (text: string): readonly string[] =>
  placesIn(text)
    .filter(([path, words]) => {
      if (!existsSync(join(rootDir, path))) return true;
      return words !== undefined && !readText(path).includes(words);
    })
    .map(([path, words]) => `${path}#${words ?? ''}`);

describe('docs/security.md', () => {
  test('has each requirement of ASVS 5.0.0, levels 1 and 2, once and in its order', () => {
    expect(asvsIds).toHaveLength(253);
    expect(rows.map(({ id }) => id)).toEqual(asvsIds);
  });

  test.each(rows)('$id is $state, and what it points to is there', ({ state, where }) => {
    expect(['met', 'partly', 'not met', 'n/a']).toContain(state);
    expect(where.length).toBeGreaterThanOrEqual(4);
    const claims = state === 'met' || state === 'partly' ? 1 : 0;
    expect(placesIn(where).length).toBeGreaterThanOrEqual(claims);
    expect(missing(where)).toEqual([]);
  });

  test('counts its rows by state as they are', () => {
    for (const [state, rowsOf] of Map.groupBy(rows, (row) => row.state))
      expect(page).toContain(`| ${state} | ${rowsOf.length} |`);
  });

  test('nothing that it points to elsewhere is missing', () => {
    expect(missing(page)).toEqual([]);
  });
});

test('whoever finds a hole knows whom to tell', () => {
  expect(globSync('SECURITY.md', { cwd: rootDir })).toEqual(['SECURITY.md']);
  expect(readText('SECURITY.md')).toContain('docs/security.md');
});
