import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommand } from '../shared/command.ts';
import { rootDir } from '../shared/paths.ts';
import { broken } from './broken.ts';
import type { Defence } from './defence.ts';

const workspaceScope = '@mercato';

/** The project as it lies here, in a folder of its own: what is broken there is broken for nobody else. */
export class ScratchTree {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  static async make(): Promise<ScratchTree> {
    const listed = await runCommand('git', ['ls-files', '-coz', '--exclude-standard'], { cwd: rootDir });
    if (listed.code !== 0) throw new Error(`git cannot list the files of ${rootDir}: ${listed.stderr}`);
    const path = mkdtempSync(join(tmpdir(), 'mercato-mutants-'));
    for (const file of listed.stdout.split('\0').filter((name) => name !== '')) {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      // A file that was deleted but is still in the index is not there.
      cpSync(join(rootDir, file), join(path, file), { force: true });
    }
    linkPackages(path);
    return new ScratchTree(path);
  }

  /** Runs `work` while a defence is missing. */
  async without<T>(defence: Defence, work: () => Promise<T>): Promise<T> {
    const file = join(this.path, defence.file);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, broken(text, defence));
    try {
      return await work();
    } finally {
      writeFileSync(file, text);
    }
  }

  remove(): void {
    // A test run that was just ended may still be writing.
    rmSync(this.path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** Packages are the same for both; the workspaces' own must be those of the copy. */
const linkPackages = (path: string): void => {
  const modules = join(path, 'node_modules');
  mkdirSync(join(modules, workspaceScope), { recursive: true });
  for (const name of readdirSync(join(rootDir, 'node_modules'))) {
    if (name !== workspaceScope) symlinkSync(join(rootDir, 'node_modules', name), join(modules, name));
  }
  for (const group of ['packages', 'services']) {
    for (const name of readdirSync(join(path, group))) {
      symlinkSync(join(path, group, name), join(modules, workspaceScope, name));
    }
  }
};
