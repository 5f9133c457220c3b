import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ManagedProcess, type ProcessSpec } from './managed-process.ts';
import { isAlive, waitUntilGone } from './processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'mercato-process-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
function shell(script: string, rest: Partial<ProcessSpec> = {}): ManagedProcess {
  const logFile = join(folder, `${count++}.log`);
  return new ManagedProcess({ name: 'shell', command: 'sh', args: ['-c', script], logFile, ...rest });
}

describe('ManagedProcess', () => {
  it('starts, is ready, stops, starts again with one log', async () => {
    const child = shell('echo up; exec sleep 60', { isReady: async () => child.output().includes('up') });
    await child.start();
    await child.waitUntilReady();
    expect(child.running).toBe(true);
    await child.stop();
    expect(child.running).toBe(false);
    await child.start();
    await expect.poll(() => child.output()).toBe('up\nup\n');
    await child.stop();
  });

  it('says why a process that dies is not ready', async () => {
    const child = shell('echo broken configuration; exit 3', { isReady: async () => false });
    await child.start();
    await expect(child.waitUntilReady()).rejects.toThrow('broken configuration');
  });

  it('names a program that is not there', () =>
    expect(shell('', { command: 'no-such-program' }).start()).rejects.toThrow('no-such-program'));

  it('kills what a process started, too, even one that ignores SIGTERM', async () => {
    const child = shell('trap "" TERM; sleep 60 & echo $!; wait; wait', { stopTimeoutMs: 200 });
    await child.start();
    await expect.poll(() => child.output()).toMatch(/\d+/);
    await child.stop();
    expect(isAlive(Number(child.output().trim()))).toBe(false);
  });

  it('stops a paused process', async () => {
    const child = shell('exec sleep 60');
    await child.start();
    child.pause();
    await child.stop();
    expect(child.running).toBe(false);
  });

  it('ends everything when its owner is killed', async () => {
    const script = join(folder, 'owner.ts');
    const module = new URL('managed-process.ts', import.meta.url).href;
    writeFileSync(
      script,
      `import { ManagedProcess } from '${module}';
       const spec = { name: 'x', command: 'sleep', args: ['60'], logFile: '${join(folder, 'owner.log')}' };
       const child = new ManagedProcess(spec);
       await child.start();
       process.stdout.write(String(child.pid));
       setInterval(() => undefined, 1000);`,
    );
    const output = join(folder, 'pid');
    const owner = spawn('sh', ['-c', `exec "${process.execPath}" "${script}" > "${output}"`]);
    await expect.poll(() => readFileSync(output, 'utf8'), { timeout: 5000 }).toMatch(/^\d+$/);
    const pid = Number(readFileSync(output, 'utf8'));
    owner.kill('SIGKILL');
    expect(await waitUntilGone(() => isAlive(pid), 5000)).toBe(true);
  });
});
