import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isSame, recordOf, signalGroup, type ProcessRecord } from './processes.ts';

const reaper = fileURLToPath(new URL('reaper.sh', import.meta.url));
const base = join(tmpdir(), `mercato-processes-${process.getuid?.() ?? 0}`);
let mine: string | undefined;

function endGroups(folder: string, stillOurs: (record: ProcessRecord) => boolean): void {
  for (const name of readdirSync(folder)) {
    if (!/^\d+$/.test(name)) continue;
    const record = { pid: Number(name), birth: readFileSync(join(folder, name), 'utf8') };
    if (stillOurs(record)) signalGroup(record, 'SIGKILL');
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Ends what an earlier run left behind when it was killed together with its reaper. */
export function sweepLeftovers(): void {
  for (const owner of existsSync(base) ? readdirSync(base) : []) {
    const [pid = '', birth = ''] = owner.split('-');
    if (isSame({ pid: Number(pid), birth: birth.replaceAll('_', ' ') })) continue;
    endGroups(join(base, owner), isSame);
  }
}

function endMine(): void {
  if (mine !== undefined) endGroups(mine, () => true);
  mine = undefined;
}

function endMineAndLeave(name: NodeJS.Signals): void {
  endMine();
  process.kill(process.pid, name);
}

function openFolder(): string {
  if (mine !== undefined) return mine;
  const { pid, birth } = recordOf(process.pid);
  mkdirSync(base, { recursive: true, mode: 0o700 });
  sweepLeftovers();
  mine = join(base, `${pid}-${birth.replaceAll(' ', '_')}`);
  mkdirSync(mine, { recursive: true });
  const child = spawn('sh', [reaper, mine], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.unref();
  if (child.stdin && 'unref' in child.stdin) (child.stdin as unknown as { unref(): void }).unref();
  process.once('exit', endMine);
  return mine;
}

/** A process that handles these signals itself, to stop in good order, does not call this. */
export function endProcessesOnSignals(): void {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, endMineAndLeave);
}

/** From now on the group that this process leads is ended with us at the latest. */
export function rememberGroup({ pid, birth }: ProcessRecord): void {
  writeFileSync(join(openFolder(), String(pid)), birth);
}

export function forgetGroup({ pid }: ProcessRecord): void {
  if (mine !== undefined) rmSync(join(mine, String(pid)), { force: true });
}
