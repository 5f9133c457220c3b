import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from '../shared/command.ts';
import { cacheDir } from '../shared/paths.ts';
import { recipeOf } from './go-build.ts';
import { platformOf } from './platform.ts';
import type { Platform, Tool } from './tools.ts';
import { parseVersion } from './version.ts';

export interface FoundTool {
  path: string;
  version: string | undefined;
}

export function currentPlatform(): Platform {
  return platformOf(process.platform, process.arch);
}

export function programName(name: string, platform: Platform): string {
  return platform.os === 'windows' ? `${name}.exe` : name;
}

export function toolFolder(tool: Pick<Tool, 'name' | 'version'>, platform: Platform, cache = cacheDir()): string {
  return join(cache, 'tools', tool.name, tool.version, `${platform.os}-${platform.arch}`);
}

/** Written beside each cached tool. */
export interface Origin {
  source: 'release' | 'go';
  recipe: string | undefined;
}

function readOrigin(folder: string): Origin | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'origin.json'), 'utf8')) as Origin;
  } catch {
    return undefined;
  }
}

export function cachedPath(tool: Tool, platform: Platform, cache?: string): string | undefined {
  const folder = toolFolder(tool, platform, cache);
  const path = join(folder, programName(tool.name, platform));
  const origin = readOrigin(folder);
  if (origin === undefined || !existsSync(path)) return undefined;
  const stale = origin.source === 'go' && tool.go !== undefined && origin.recipe !== recipeOf(tool.go);
  return stale ? undefined : path;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function whichProgram(program: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

export async function findOnPath(tool: Tool, platform: Platform): Promise<FoundTool | undefined> {
  const path = whichProgram(programName(tool.name, platform));
  if (path === undefined) return undefined;
  const { stdout } = await runCommand(path, tool.versionArgs, { timeoutMs: 10_000 });
  return { path, version: parseVersion(stdout) };
}
