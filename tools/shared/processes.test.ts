import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { isAlive, recordOf, signal, signalGroup, waitUntilGone } from './processes.ts';

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) signal(-(child.pid ?? 0), 'SIGKILL');
});

/** A process that leads a group of its own. */
const leader = (script: string): { readonly child: ChildProcess; readonly pid: number } => {
  const child = spawn('sh', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  started.push(child);
  return { child, pid: child.pid ?? 0 };
};

const goes = (pid: number): Promise<boolean> => waitUntilGone(() => isAlive(pid), 3_000);

describe('a process group', () => {
  it('is signalled by the record of its leader', async () => {
    const { pid } = leader('exec sleep 60');
    expect(signalGroup(recordOf(pid), 'SIGKILL')).toBe(true);
    expect(await goes(pid)).toBe(true);
  });

  it('is signalled when its leader has gone', async () => {
    const { child, pid } = leader('sleep 60 > /dev/null & echo $!');
    const record = recordOf(pid);
    const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
    const member = Number(line.toString());
    expect(await goes(pid)).toBe(true);
    expect(signalGroup(record, 'SIGKILL')).toBe(true);
    expect(await goes(member)).toBe(true);
  });

  it('of a stranger who got the number later is left alone', () => {
    const { pid } = leader('exec sleep 60');
    expect(signalGroup({ pid, birth: '1' }, 'SIGKILL')).toBe(false);
    expect(isAlive(pid)).toBe(true);
  });
});

it('the reaper ends the groups that are recorded, and spares strangers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mercato-reaper-'));
  const [ours, stranger] = [leader('exec sleep 60').pid, leader('exec sleep 60').pid];
  writeFileSync(join(folder, String(ours)), recordOf(ours).birth);
  writeFileSync(join(folder, String(stranger)), '1');
  const reaper = spawn('sh', [fileURLToPath(new URL('reaper.sh', import.meta.url)), folder], { stdio: 'ignore' });
  await once(reaper, 'exit');
  rmSync(folder, { recursive: true, force: true });
  expect(await goes(ours)).toBe(true);
  expect(isAlive(stranger)).toBe(true);
});
