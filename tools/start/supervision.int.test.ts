import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManagedProcess } from '../shared/managed-process.ts';
import { rootDir } from '../shared/paths.ts';
import { isAlive, signal, waitUntilGone } from '../shared/processes.ts';
import { stopSupervised } from './supervised.ts';

let folder: string;
const supervised: ManagedProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mercato-supervise-'));
  mkdirSync(join(folder, 'tools'));
  cpSync(join(rootDir, 'tools/supervise.sh'), join(folder, 'tools/supervise.sh'));
});
afterEach(async () => {
  await Promise.all(supervised.splice(0).map((each) => each.stop()));
  rmSync(folder, { recursive: true });
});

const pids = (): string => join(folder, '.mercato/run/pids');
const log = (name: string): string => readFileSync(join(folder, `.mercato/logs/${name}.log`), 'utf8');

function pidOf(name: string): number {
  const file = join(pids(), name);
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
}

async function supervise(name: string, script: string): Promise<ManagedProcess> {
  const args = ['tools/supervise.sh', name, 'sh', '-c', script];
  const child = new ManagedProcess({ name, command: 'sh', args, cwd: folder, logFile: join(folder, 'out') });
  supervised.push(child);
  await child.start();
  await expect.poll(() => pidOf(name)).toBeGreaterThan(0);
  return child;
}

describe('supervise.sh', () => {
  it('starts the program again when it is killed, and says so in its log', async () => {
    await supervise('app', 'echo up; exec sleep 60');
    const first = pidOf('app');
    await expect.poll(() => log('app')).toBe('up\n');
    signal(first, 'SIGKILL');
    await expect.poll(() => pidOf('app'), { timeout: 5000 }).not.toBe(first);
    await expect.poll(() => log('app'), { timeout: 5000 }).toMatch(/status 137; starting it again in 0.5 s\nup\n$/);
  });

  it('does not look like its program, so that pkill -f spares it', async () => {
    const child = await supervise('app', 'echo up; exec sleep 61');
    const line = execFileSync('ps', ['-o', 'args=', '-p', String(child.pid)]).toString();
    expect(line).toContain('supervise.sh app');
    expect(line).not.toContain('sleep');
  });

  it('hands on every argument as it is', async () => {
    await supervise('app', `printf '<%s>' '' 'a b' "it's" '$HOME' '*'; exec sleep 62`);
    await expect.poll(() => log('app')).toBe("<><a b><it's><$HOME><*>");
  });

  it('waits longer while the program keeps dying young', async () => {
    await supervise('app', 'exit 3');
    await expect.poll(() => log('app'), { timeout: 5000 }).toContain('status 3; starting it again in 2 s');
  });

  it('passes the wish to stop on, waits for the program, and leaves no pid', async () => {
    const child = await supervise(
      'app',
      'trap "sleep 0.3; echo bye; exit 0" TERM; echo up; while :; do sleep 0.1; done',
    );
    await expect.poll(() => log('app')).toContain('up');
    signal(child.pid ?? 0, 'SIGTERM');
    await child.ended();
    expect(log('app')).toContain('bye');
    expect(existsSync(join(pids(), 'app'))).toBe(false);
  });

  it('stops at once while it waits before a new start', async () => {
    const child = await supervise('app', 'exit 3');
    await expect.poll(() => log('app'), { timeout: 5000 }).toContain('in 2 s');
    signal(child.pid ?? 0, 'SIGTERM');
    expect(await waitUntilGone(() => isAlive(child.pid ?? 0), 1000)).toBe(true);
  });
});

describe('stopSupervised', () => {
  it('ends apps before their sidecars', async () => {
    const ended = join(folder, 'ended');
    const program = (name: string): string =>
      `trap "sleep 0.2; echo ${name} >> ${ended}; exit 0" TERM; while :; do sleep 0.05; done`;
    writeFileSync(ended, '');
    await supervise('order.daprd', program('sidecar'));
    await supervise('order', program('app'));
    await stopSupervised(pids());
    expect(readFileSync(ended, 'utf8')).toBe('app\nsidecar\n');
  });
});
