import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { type CommandResult, runCommand } from '../../tools/shared/command.ts';
import { rootDir } from '../../tools/shared/paths.ts';
import { getTool } from '../../tools/toolbox/index.ts';

export const chart = join(rootDir, 'helm/mercato');
export const release = 'mercato';
export const namespace = 'ecommerce';
export const scenarios = ['minimal', 'full', 'spot'] as const;
export const valuesOf = (scenario: (typeof scenarios)[number]): string => join(chart, `ci/${scenario}-values.yaml`);

const manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
});
export type Manifest = z.infer<typeof manifest>;

export const helm = async (...args: string[]): Promise<CommandResult> =>
  runCommand((await getTool('helm')).path, args, { timeoutMs: 60_000 });

/** What Helm would send to the cluster, as text; with further flags. */
export const renderText = async (...flags: string[]): Promise<string> => {
  const { code, stdout, stderr } = await helm('template', release, chart, '-n', namespace, ...flags);
  if (code !== 0) throw new Error(stderr);
  return stdout;
};

export const parseManifests = (text: string): readonly Manifest[] =>
  parseAllDocuments(text)
    .map((document) => z.union([manifest, z.null()]).parse(document.toJS()))
    .filter((value) => value !== null);

export const render = async (...flags: string[]): Promise<readonly Manifest[]> =>
  parseManifests(await renderText(...flags));

export const ofKind = (all: readonly Manifest[], kind: string): ReadonlyMap<string, Manifest> =>
  new Map(all.filter((each) => each.kind === kind).map((each) => [each.metadata.name, each]));

/** Runs something with a file of this text, which is gone afterwards. */
export const withFile = async <T>(text: string, use: (path: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'mercato-chart-'));
  const path = join(folder, 'file.yaml');
  writeFileSync(path, text);
  try {
    return await use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
};
