import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changedFiles, snapshot } from '../checks/drift.ts';
import { lastLines, runCommand } from '../shared/command.ts';
import { rootDir, stateDir } from '../shared/paths.ts';
import { withProgress } from '../shared/progress.ts';

const webDir = join(stateDir, 'web');
const mark = join(webDir, 'made-from.json');
const vite = join(rootDir, 'node_modules/vite/bin/vite.js');

const isFresh = (now: ReturnType<typeof snapshot>): boolean =>
  existsSync(mark) &&
  changedFiles(new Map(JSON.parse(readFileSync(mark, 'utf8')) as [string, string][]), now).length === 0;

/** The folder of the storefront, built anew where its sources have changed. */
export async function buildWeb(): Promise<string> {
  const sources = snapshot([
    'web/src',
    'web/public',
    'web/build',
    'web/index.html',
    'web/console.html',
    'web/vite.config.ts',
    'packages/catalogue-file',
    'packages/contracts/src',
    'package-lock.json',
    'tools/start/web.ts',
  ]);
  if (isFresh(sources)) return webDir;
  const args = [vite, 'build', 'web', '--outDir', webDir, '--emptyOutDir', '--logLevel', 'warn'];
  // Whoever starts us from a test would get React as it is for developers, twice as large.
  const env = { ...process.env, NODE_ENV: 'production' };
  const build = () => runCommand(process.execPath, args, { cwd: rootDir, env });
  const { code, stdout, stderr } = await withProgress('building the storefront', build);
  if (code !== 0) throw new Error(`The storefront cannot be built: ${lastLines(stdout + stderr, 15)}`);
  writeFileSync(mark, JSON.stringify([...sources]));
  return webDir;
}
