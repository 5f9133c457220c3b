import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { say, withProgress } from '../shared/progress.ts';
import { downloadRelease } from './download.ts';
import { cachedPath, currentPlatform, findOnPath, programName, toolFolder } from './find.ts';
import { buildWithGo, goVersion, recipeOf } from './go-build.ts';
import { withLock } from './lock.ts';
import { missingLine, planSources, type Failure, type Situation, type Source } from './plan.ts';
import { tools, type Platform, type Tool, type ToolName } from './tools.ts';

export interface ResolvedTool {
  name: string;
  path: string;
  version: string;
  source: Source;
}

async function look(tool: Tool, platform: Platform): Promise<{ situation: Situation; path: string | undefined }> {
  const cached = cachedPath(tool, platform);
  const onPath = await findOnPath(tool, platform);
  const hasGo = cached === undefined && (await goVersion()) !== undefined;
  const hasModule = tool.go !== undefined;
  const situation = { wanted: tool.version, onPath: onPath?.version, cached: cached !== undefined, hasGo, hasModule };
  return { situation, path: planSources(situation)[0] === 'path' ? onPath?.path : cached };
}

/** What a killed run left half-made. Whoever holds the lock knows that nobody else is at it. */
async function removeDrafts(folder: string): Promise<void> {
  const siblings = await readdir(dirname(folder));
  const drafts = siblings.filter((name) => name.startsWith(`${basename(folder)}.`) && !name.includes('.lock'));
  await Promise.all(drafts.map((name) => rm(join(dirname(folder), name), { recursive: true, force: true })));
}

/** Makes the tool in a folder of its own and renames it into place, so a half-made one is never seen. */
async function install(tool: Tool, platform: Platform, source: Source): Promise<string> {
  const folder = toolFolder(tool, platform);
  const draft = `${folder}.${randomUUID()}`;
  const program = programName(tool.name, platform);
  await removeDrafts(folder);
  await mkdir(join(draft, 'bin'), { recursive: true });
  try {
    if (source === 'go' && tool.go !== undefined) await buildWithGo(tool.go, draft, join(draft, 'bin', program));
    else await downloadRelease(tool.release(platform), draft, join('bin', program));
    await chmod(join(draft, 'bin', program), 0o755);
    const recipe = source === 'go' && tool.go !== undefined ? recipeOf(tool.go) : undefined;
    await writeFile(join(draft, 'bin/origin.json'), JSON.stringify({ source, recipe }));
    await rm(folder, { recursive: true, force: true });
    await rename(join(draft, 'bin'), folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return join(folder, program);
}

const labels: Record<Source, string> = {
  path: 'found on PATH',
  cache: 'cached',
  release: 'downloading the release of',
  go: 'building from Go modules:',
};

async function obtain(tool: Tool, platform: Platform, situation: Situation): Promise<ResolvedTool> {
  const failures: Failure[] = [];
  for (const source of planSources(situation)) {
    const expect = source === 'go' ? `about ${tool.go?.minutes ?? 5} minutes on two cores, once per version` : '';
    try {
      const work = (): Promise<string> => install(tool, platform, source);
      const path = await withProgress(`${labels[source]} ${tool.name} ${tool.version}`, work, expect);
      return { name: tool.name, path, version: tool.version, source };
    } catch (error) {
      failures.push({ source, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  throw new Error(missingLine(tool.name, tool.version, failures, situation));
}

/** What the machine has already, without getting anything. */
export async function inspectTool(name: ToolName): Promise<ResolvedTool | undefined> {
  const tool: Tool = tools[name];
  const { situation, path } = await look(tool, currentPlatform());
  if (path === undefined) return undefined;
  const source = planSources(situation)[0] ?? 'cache';
  const version = source === 'path' ? (situation.onPath ?? tool.version) : tool.version;
  return { name, path, version, source };
}

/** The tool's path: from PATH or the cache, else from its release, else built from Go modules. */
export async function getTool(name: ToolName): Promise<ResolvedTool> {
  const present = await inspectTool(name);
  if (present !== undefined) return present;
  const tool: Tool = tools[name];
  const platform = currentPlatform();
  const folder = toolFolder(tool, platform);
  await mkdir(dirname(folder), { recursive: true });
  const onWait = (owner: number): void => say(`… process ${owner} is getting ${name} already: waiting for it`);
  return withLock(
    `${folder}.lock`,
    async () => {
      const { situation, path } = await look(tool, platform);
      if (path !== undefined) return { name, path, version: tool.version, source: 'cache' };
      return obtain(tool, platform, situation);
    },
    { onWait },
  );
}

/** The tool if it is here, or its release can be downloaded: nothing is built, which takes minutes. */
export async function getToolQuickly(name: ToolName): Promise<ResolvedTool | undefined> {
  const present = await inspectTool(name);
  if (present !== undefined) return present;
  const tool: Tool = tools[name];
  const platform = currentPlatform();
  const { situation } = await look(tool, platform);
  return withLock(`${toolFolder(tool, platform)}.lock`, () =>
    obtain(tool, platform, { ...situation, hasModule: false }).catch(() => undefined),
  );
}

/** One after the other: each build uses every core by itself. */
export async function getTools<N extends ToolName>(names: readonly N[]): Promise<Record<N, ResolvedTool>> {
  const found: [N, ResolvedTool][] = [];
  for (const name of names) found.push([name, await getTool(name)]);
  return Object.fromEntries(found) as Record<N, ResolvedTool>;
}
