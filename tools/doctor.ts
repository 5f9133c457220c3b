import { existsSync } from 'node:fs';
import { readdir, stat, statfs } from 'node:fs/promises';
import { cpus, freemem, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './shared/command.ts';
import { cacheDir, rootDir, stateDir } from './shared/paths.ts';
import { takenPorts } from './shared/ports.ts';
import { say } from './shared/progress.ts';
import { awsPortsOf } from './start/local-aws.ts';
import { portOwner } from './start/port-owner.ts';
import { portsOf, readRunFile } from './start/run-file.ts';
import { sentryPort } from './start/sentry.ts';
import { runningShop } from './start/running-shop.ts';
import { findBrowser } from './toolbox/browser.ts';
import { inspectTool, tools, type ToolName } from './toolbox/index.ts';

const line = (name: string, value: string): void => say(`${name.padEnd(16)} ${value}`);
const gigabytes = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(1)} GB`;

async function programVersion(command: string, args: string[], absent: string): Promise<string> {
  const { code, stdout, stderr } = await runCommand(command, args, { timeoutMs: 10_000 });
  return code === 0 ? (stdout.trim() || stderr.trim()).split('\n')[0] || 'present' : absent;
}

async function sizeOf(folder: string): Promise<number> {
  if (!existsSync(folder)) return 0;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function describeMachine(): Promise<void> {
  const disk = await statfs(rootDir);
  line('platform', `${process.platform} ${process.arch}, ${release()}, ${cpus().length} cores`);
  line('memory', `${gigabytes(freemem())} free of ${gigabytes(totalmem())}; the shop takes about 2.5 GB`);
  line('disk', `${gigabytes(disk.bavail * disk.bsize)} free; tools built here take about 5 GB of Go's cache`);
  line('node', `${process.version} (${process.execPath})`);
  line('npm', await programVersion('npm', ['--version'], 'missing: comes with Node'));
  line('git', await programVersion('git', ['--version'], 'missing: https://git-scm.com'));
  line('go', await programVersion('go', ['version'], 'missing; needed only where github.com cannot be reached'));
  line(
    'python',
    await programVersion('python3', ['--version'], 'missing; needed only for npm run fuzz and LOCAL_AWS=ministack'),
  );
  line('browser', findBrowser() ?? 'no Chromium or Chrome; needed only for the tests of the pages');
}

async function describeTools(): Promise<void> {
  for (const name of Object.keys(tools) as ToolName[]) {
    const found = await inspectTool(name);
    const absent = `${tools[name].version} not here yet: whoever needs it first gets it`;
    line(name, found === undefined ? absent : `${found.version} from ${found.source} (${found.path})`);
  }
  line('cache', `${cacheDir()}: ${gigabytes(await sizeOf(cacheDir()))}`);
}

async function describePorts(): Promise<void> {
  const ports = [sentryPort, ...awsPortsOf(process.env['LOCAL_AWS']), ...readRunFile().apps.flatMap(portsOf)];
  const taken = await takenPorts(ports);
  line('ports', taken.length === 0 ? `all ${ports.length} are free` : `${taken.length} of ${ports.length} are taken`);
  for (const port of taken) line('', `${port} by ${await portOwner(port)}`);
}

async function describeShop(): Promise<void> {
  const running = runningShop();
  line('shop', running === undefined ? 'not running' : `running as process ${running}`);
  line('state', `${stateDir}: ${gigabytes(await sizeOf(stateDir))}`);
}

await describeMachine();
await describeTools();
await describePorts();
await describeShop();
