import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordOf } from '../shared/processes.ts';
import { withLock } from './lock.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mercato-lock-'));
  path = join(folder, 'tool.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('withLock', () => {
  it('lets one at a time work and leaves nothing behind', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await sleep(5);
      inside--;
    };
    await Promise.all(Array.from({ length: 8 }, () => withLock(path, work, { pollMs: 2 })));
    expect(most).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is free again when the work fails', async () => {
    await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(existsSync(path)).toBe(false);
  });

  it('takes over the lock of a dead process', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(path, JSON.stringify({ pid: dead, birth: '1' }));
    await expect(withLock(path, () => Promise.resolve('done'))).resolves.toBe('done');
  });

  it('takes over when the pid belongs to a younger process', async () => {
    writeFileSync(path, JSON.stringify({ pid: process.pid, birth: 'another' }));
    await expect(withLock(path, () => Promise.resolve('done'))).resolves.toBe('done');
  });

  it('waits for a living owner and says so once', async () => {
    writeFileSync(path, JSON.stringify(recordOf(process.ppid)));
    const waited: number[] = [];
    const got = withLock(path, () => Promise.resolve('done'), { pollMs: 2, onWait: (owner) => waited.push(owner) });
    await sleep(20);
    rmSync(path);
    await expect(got).resolves.toBe('done');
    expect(waited).toEqual([process.ppid]);
  });
});
