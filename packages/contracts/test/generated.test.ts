import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allDocuments, generatedFolders } from '../../../tools/gen/documents.ts';
import { rootDir } from '../../../tools/shared/paths.ts';

const documents = allDocuments();

describe('what is generated', () => {
  test.each([...documents])('%s is committed as it is made: run npm run gen', (path, text) => {
    expect(readFileSync(join(rootDir, path), 'utf8')).toBe(text);
  });

  test('nothing else lies beside it', () => {
    const present = generatedFolders
      .flatMap((folder) => readdirSync(join(rootDir, folder), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(rootDir.length));
    expect(present.filter((path) => !documents.has(path))).toEqual([]);
  });

  test('is the same every time', () => {
    expect([...allDocuments()]).toEqual([...documents]);
  });
});
