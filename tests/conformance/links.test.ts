import { existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rootDir } from '../../tools/shared/paths.ts';
import { readText } from './files.ts';

const pages = ['*.md', 'docs/**/*.md', 'services/*/*.md', 'loadtests/**/*.md'].flatMap((pattern) =>
  globSync(pattern, { cwd: rootDir, exclude: ['**/node_modules/**'] }),
);

const isThere = (path: string): boolean => existsSync(join(rootDir, path));

const deadLinks = (page: string, text: string): readonly string[] =>
  [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target) && !isThere(join(dirname(page), target)));

const root = /^(dapr|docs|infra|loadtests|packages|services|telemetry|tests|tools)\/[\w./-]+$/;

/** Paths from the project's root, as they stand between backticks; what holds a `*` or a `<` is a pattern. */
const deadPaths = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`\n]+)`/g)]
    .map(([, quoted = '']) => quoted)
    .filter((quoted) => root.test(quoted) && !isThere(quoted));

describe('what the pages point to is there', () => {
  test.each(pages)('%s', (page) => {
    const text = readText(page);
    expect([...deadLinks(page, text), ...deadPaths(text)]).toEqual([]);
  });
});
