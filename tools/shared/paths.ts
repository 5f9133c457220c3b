import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const rootDir = fileURLToPath(new URL('../../', import.meta.url));
export const stateDir = join(rootDir, '.mercato');
export const runDir = join(stateDir, 'run');
export const logsDir = join(stateDir, 'logs');

export function cacheDir(env: NodeJS.ProcessEnv = process.env, home = homedir()): string {
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'mercato');
}
