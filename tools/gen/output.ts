import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rootDir } from '../shared/paths.ts';

const filesUnder = (folder: string): readonly string[] =>
  existsSync(join(rootDir, folder))
    ? readdirSync(join(rootDir, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(rootDir.length))
    : [];

/** Files by path from the root; written only where they differ, and what nobody makes any more is removed. */
export const writeAll = (files: ReadonlyMap<string, string>, ownedFolders: readonly string[]): readonly string[] => {
  const changed: string[] = [];
  for (const [path, text] of files) {
    const file = join(rootDir, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    changed.push(path);
  }
  for (const stale of ownedFolders.flatMap(filesUnder).filter((path) => !files.has(path))) {
    rmSync(join(rootDir, stale));
    changed.push(stale);
  }
  return changed;
};
