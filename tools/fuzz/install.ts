import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, runCommand } from '../shared/command.ts';
import { cacheDir, rootDir } from '../shared/paths.ts';
import { withProgress } from '../shared/progress.ts';
import { withLock } from '../toolbox/index.ts';
import { findPython, wantedPython } from './python.ts';

const requirements = join(rootDir, 'tools/fuzz/requirements.txt');
const scripts = process.platform === 'win32' ? 'Scripts' : 'bin';

const must = async (command: string, args: string[]): Promise<void> => {
  const { code, stdout, stderr } = await runCommand(command, args, { timeoutMs: 300_000 });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')}: ${lastLines(stderr || stdout, 5)}`);
};

/** An environment knows its own path, so it is made where it stays; the mark says that it is whole. */
const install = async (python: string, folder: string, mark: string): Promise<void> => {
  rmSync(folder, { recursive: true, force: true });
  await must(python, ['-m', 'venv', folder]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  const pinned = ['--require-hashes', '--only-binary', ':all:', '--requirement', requirements];
  await must(join(folder, scripts, 'python'), [...pip, ...pinned]);
  const draft = `${mark}.${randomUUID()}`;
  writeFileSync(draft, `${python}\n`);
  renameSync(draft, mark);
};

/** The path of Schemathesis in an environment of its own, made when there is none of just these packages. */
export const getSchemathesis = async (): Promise<string> => {
  const python = findPython();
  if (python === undefined) throw new Error(`Fuzzing needs ${wantedPython}, which is not on PATH`);
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16);
  const parent = join(cacheDir(), 'tools/schemathesis');
  const folder = join(parent, hash);
  const mark = join(parent, `${hash}.whole`);
  mkdirSync(parent, { recursive: true });
  await withLock(`${folder}.lock`, async () => {
    if (!existsSync(mark)) await withProgress('installing Schemathesis from PyPI', () => install(python, folder, mark));
  });
  return join(folder, scripts, 'schemathesis');
};
