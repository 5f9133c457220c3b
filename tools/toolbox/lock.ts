import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSame, recordOf, type ProcessRecord } from '../shared/processes.ts';

export interface LockOptions {
  pollMs?: number;
  onWait?: (owner: number) => void;
}

/** A link appears with its content at once, so nobody ever reads a lock that names no owner yet. */
function tryCreate(path: string): boolean {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(recordOf(process.pid)));
  try {
    linkSync(draft, path);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

function livingOwner(path: string): number | undefined {
  try {
    const owner = JSON.parse(readFileSync(path, 'utf8')) as ProcessRecord;
    return isSame(owner) ? owner.pid : undefined;
  } catch {
    return undefined;
  }
}

/** Moves a dead owner's lock out of the way, and puts it back if somebody living took it a moment earlier. */
function removeStale(path: string): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
    if (livingOwner(aside) !== undefined) linkSync(aside, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** One process at a time does the work; the lock of a process that died is taken over. */
export async function withLock<T>(path: string, work: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  mkdirSync(dirname(path), { recursive: true });
  let told = false;
  while (!tryCreate(path)) {
    const owner = livingOwner(path);
    if (owner === undefined) {
      removeStale(path);
      continue;
    }
    if (!told) options.onWait?.(owner);
    told = true;
    await sleep(options.pollMs ?? 500);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}
