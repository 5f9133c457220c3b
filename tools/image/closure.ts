import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { rootDir } from '../shared/paths.ts';

/** npm writes one as a word, several as a list; `!win32` excludes. */
const platforms = z.union([z.string().transform((one) => [one]), z.array(z.string())]).optional();

const lockEntry = z.object({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  link: z.boolean().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
  peerDependencies: z.record(z.string(), z.string()).default({}),
  peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean().default(false) })).default({}),
  os: platforms,
  cpu: platforms,
});
export type LockEntry = z.infer<typeof lockEntry>;
export type Lock = Readonly<Record<string, LockEntry>>;

export const readLock = (path = join(rootDir, 'package-lock.json')): Lock =>
  z.object({ packages: z.record(z.string(), lockEntry) }).parse(JSON.parse(readFileSync(path, 'utf8'))).packages;

/** Where Node finds a package from here: in the nearest node_modules above. */
const resolve = (lock: Lock, from: string, name: string): string | undefined => {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules')) - 1)) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (lock[place] !== undefined) return place;
    if (!folder.includes('node_modules')) break;
  }
  return lock[`node_modules/${name}`] === undefined ? undefined : `node_modules/${name}`;
};

/** What it imports: its own, and what it expects its user to have, unless it can do without. */
const needs = (entry: LockEntry): readonly string[] => [
  ...Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }),
  ...Object.keys(entry.peerDependencies).filter((name) => entry.peerDependenciesMeta[name]?.optional !== true),
];

const suits = ({ os, cpu }: LockEntry, platform: string, arch: string): boolean =>
  (os === undefined || os.includes(platform)) && (cpu === undefined || cpu.includes(arch));

export interface Closure {
  /** Folders of the workspaces that a service is made of, itself included. */
  readonly workspaces: readonly string[];
  /** Folders of the packages that it needs to run. */
  readonly packages: readonly string[];
}

/** All that a workspace needs while it runs, by the lockfile: no dependency of tests or tools. */
export const closureOf = (lock: Lock, workspace: string, arch: string = process.arch): Closure => {
  const workspaces = new Set<string>();
  const packages = new Set<string>();
  const visit = (folder: string): void => {
    const here = lock[folder];
    if (here === undefined || workspaces.has(folder) || packages.has(folder)) return;
    if (here.link === true) return visit(here.resolved ?? '');
    if (!suits(here, 'linux', arch)) return undefined;
    (folder.includes('node_modules') ? packages : workspaces).add(folder);
    for (const name of needs(here)) {
      const place = resolve(lock, folder, name);
      if (place !== undefined) visit(place);
    }
    return undefined;
  };
  visit(workspace);
  return { workspaces: [...workspaces].toSorted(), packages: [...packages].toSorted() };
};
