import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from '../shared/paths.ts';

export type Snapshot = Map<string, string>;

function filesIn(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** A hash of every file that is or lies below one of these paths. */
export function snapshot(paths: string[], root = rootDir): Snapshot {
  const present = paths.map((path) => join(root, path)).filter((path) => existsSync(path));
  const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
  return new Map(present.flatMap(filesIn).map((path) => [path.slice(root.length), hash(path)]));
}

export function changedFiles(before: Snapshot, after: Snapshot): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).toSorted();
}
