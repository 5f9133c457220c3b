import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { rootDir } from '../shared/paths.ts';

/** The pinned Node first, whatever Node the shell has. */
function childEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) };
}

export function runShown(command: string, args: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: rootDir, stdio: 'inherit', env: childEnvironment() });
    child.once('error', () => resolve(false)).once('exit', (code) => resolve(code === 0));
  });
}
