import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { lastLines, runCommand } from '../shared/command.ts';
import { answersOk } from '../shared/http.ts';
import { ManagedProcess } from '../shared/managed-process.ts';
import { cacheDir } from '../shared/paths.ts';
import { withProgress } from '../shared/progress.ts';
import { withLock } from '../toolbox/index.ts';

const version = '1.5.33';

async function step(command: string, args: string[]): Promise<void> {
  const { code, stderr } = await runCommand(command, args);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')}: ${lastLines(stderr, 3)}`);
}

async function pythonCommand(): Promise<string> {
  for (const python of ['python3', 'python']) {
    if ((await runCommand(python, ['-c', 'import venv, ensurepip'])).code === 0) return python;
  }
  throw new Error('LOCAL_AWS=ministack needs Python 3 with venv (Debian: apt-get install python3-venv)');
}

/** A finished mark instead of a rename, because a virtual environment has its own path written into it. */
async function installMinistack(): Promise<string> {
  const folder = join(cacheDir(), 'tools', 'ministack', version);
  const done = join(folder, 'done');
  if (existsSync(done)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  await withLock(`${folder}.lock`, async () => {
    if (existsSync(done)) return;
    const python = await pythonCommand();
    await rm(folder, { recursive: true, force: true });
    await withProgress(`installing ministack ${version} from PyPI`, async () => {
      await step(python, ['-m', 'venv', folder]);
      await step(join(folder, 'bin/pip'), ['install', '--quiet', '--no-input', `ministack==${version}`]);
    });
    await mkdir(join(folder, 'marking'));
    await rename(join(folder, 'marking'), done);
  });
  return folder;
}

export interface MinistackOptions {
  port: number;
  data: string;
  logFile: string;
  /** Where it listens: this machine alone, unless a test has a network of its own. */
  host?: string;
  /** What stands before the command to start it there. */
  enter?: readonly string[];
  isReady?: () => Promise<boolean>;
}

/** One port for every service; state is written to disk only when it is asked to stop. */
export async function startMinistack(options: MinistackOptions): Promise<ManagedProcess> {
  const { port, data, logFile, host = '127.0.0.1', enter = [] } = options;
  const folder = await installMinistack();
  await mkdir(data, { recursive: true });
  const url = `http://${host}:${port}`;
  const [first, ...rest] = [...enter, join(folder, 'bin/python')];
  const [command, args] = [first ?? '', [...rest, join(folder, 'bin/ministack')]];
  const ministack = new ManagedProcess({
    name: 'ministack',
    command,
    args,
    logFile,
    env: {
      ...process.env,
      BIND_HOST: host,
      GATEWAY_PORT: String(port),
      PERSIST_STATE: '1',
      STATE_DIR: data,
      LOG_LEVEL: 'WARNING',
    },
    isReady: options.isReady ?? (() => answersOk(`${url}/_ministack/health`)),
  });
  await ministack.start();
  await ministack.waitUntilReady();
  return ministack;
}
