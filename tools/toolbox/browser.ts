import { existsSync } from 'node:fs';
import { join, delimiter } from 'node:path';
import { lastLines, runCommand } from '../shared/command.ts';
import { withProgress } from '../shared/progress.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const places = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

const onPath = (path: string): string | undefined =>
  path
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .concat(places)
    .find((file) => existsSync(file));

/** Debian's package, where we may install one. */
async function installChromium(): Promise<void> {
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']]) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const { code, stderr } = await runCommand('apt-get', args, { env });
    if (code !== 0) throw new Error(`apt-get ${args[0]} failed: ${lastLines(stderr, 3)}`);
  }
}

/** The one that is here already: `BROWSER_PATH`, or the first on PATH. */
export const findBrowser = (env: NodeJS.ProcessEnv = process.env): string | undefined =>
  env['BROWSER_PATH'] ?? onPath(env['PATH'] ?? '');

/** A browser of the Chromium family: `BROWSER_PATH`, one on PATH, or else Debian's, installed where that is ours to do. */
export async function getBrowser(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const found = findBrowser(env);
  if (found !== undefined) return found;
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (mayInstall) await withProgress('installing Chromium', installChromium, 'a minute or two, once');
  const installed = findBrowser(env);
  if (installed === undefined) {
    throw new Error('The pages are tested in a browser: install Chromium or Chrome, or name one by BROWSER_PATH.');
  }
  return installed;
}
