import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from '../shared/command.ts';
import { cacheDir } from '../shared/paths.ts';
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

export function cachedPath(tool: Tool, platform: Platform): string | undefined {
  const path = join(toolFolder(tool, platform), programName(tool.name, platform));
  return existsSync(path) ? path : undefined;
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
