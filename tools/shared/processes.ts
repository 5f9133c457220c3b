import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function statFields(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return undefined;
  }
}

function isZombie(pid: number): boolean {
  return process.platform === 'linux' && statFields(pid)?.[0] === 'Z';
}

/** When the process began, so that a pid the system has given to another process is not taken for ours. */
export function birthOf(pid: number): string | undefined {
  if (process.platform === 'linux') return statFields(pid)?.[19];
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

export interface ProcessRecord {
  pid: number;
  birth: string;
}

export function recordOf(pid: number): ProcessRecord {
  return { pid, birth: birthOf(pid) ?? '' };
}

export function isSame(record: ProcessRecord): boolean {
  return isAlive(record.pid) && birthOf(record.pid) === record.birth;
}

export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/**
 * Signals the whole group that the process leads or led; false when nothing of it is left. As long as any of a group
 * lives its number goes to nobody else, so whoever has it with another birth is a stranger.
 */
export function signalGroup({ pid, birth }: ProcessRecord, name: NodeJS.Signals): boolean {
  const now = birthOf(pid);
  return (now === undefined || now === birth) && signal(-pid, name);
}

export async function waitUntilGone(alive: () => boolean, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (alive()) {
    if (performance.now() > deadline) return false;
    await sleep(50);
  }
  return true;
}
