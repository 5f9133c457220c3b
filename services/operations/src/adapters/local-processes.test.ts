import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@mercato/kit/time';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LocalProcesses } from './local-processes.ts';

let folder: string;
const children: ChildProcess[] = [];
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'mercato-pids-'))));
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const run = (name: string): ChildProcess & { pid: number } => {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  children.push(child);
  writeFileSync(join(folder, name), `${child.pid}\n`);
  return child as ChildProcess & { pid: number };
};
const stateOf = (pid: number): string =>
  /^State:\s+(\w)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '?';
const isLinux = process.platform === 'linux';

describe.runIf(isLinux)('the processes of a local shop', () => {
  it('are listed by the names that their supervisor gave them', async () => {
    const gone = run('order-2');
    run('order');
    run('order.daprd');
    run('order.supervisor');
    gone.kill('SIGKILL');
    await once(gone, 'exit');
    const listed = await new LocalProcesses(folder, systemClock).list();
    expect(listed).toEqual([
      { name: 'order', service: 'order', kind: 'app', state: 'running', until: null },
      { name: 'order-2', service: 'order', kind: 'app', state: 'gone', until: null },
      { name: 'order.daprd', service: 'order', kind: 'sidecar', state: 'running', until: null },
    ]);
  });

  it('are killed', async () => {
    const child = run('order');
    const ended = once(child, 'exit');
    await new LocalProcesses(folder, systemClock).kill('order');
    expect((await ended)[1]).toBe('SIGKILL');
  });

  it('are paused, and go on by themselves', async () => {
    const { pid } = run('order');
    const processes = new LocalProcesses(folder, systemClock);
    await processes.pause('order', 1);
    await vi.waitFor(() => expect(stateOf(pid)).toBe('T'));
    expect((await processes.list())[0]).toMatchObject({ state: 'paused', until: expect.any(String) as unknown });
    await vi.waitFor(() => expect(stateOf(pid)).not.toBe('T'), 3_000);
    await vi.waitFor(async () => expect((await processes.list())[0]).toMatchObject({ state: 'running' }), 2_000);
  });

  it('are resumed before their time', async () => {
    const { pid } = run('order');
    const processes = new LocalProcesses(folder, systemClock);
    await processes.pause('order', 60);
    await vi.waitFor(() => expect(stateOf(pid)).toBe('T'));
    await processes.resume('order');
    await vi.waitFor(() => expect(stateOf(pid)).not.toBe('T'));
    expect((await processes.list())[0]).toMatchObject({ state: 'running', until: null });
  });

  it('are slowed: they run and stand still by turns, and run at last', async () => {
    const { pid } = run('order');
    const processes = new LocalProcesses(folder, systemClock);
    await processes.slow('order', 1);
    const seen = new Set<string>();
    for (let n = 0; n < 200 && seen.size < 2; n += 1) {
      seen.add(stateOf(pid) === 'T' ? 'stopped' : 'running');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(seen.size).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 2_200));
    expect(stateOf(pid)).not.toBe('T');
  });

  it.each(['order', '../order', '/etc/passwd', 'order.supervisor', ''])(
    '%j is nobody where nobody has its pid',
    async (name) => {
      const processes = new LocalProcesses(folder, systemClock);
      await expect(processes.kill(name)).rejects.toMatchObject({ code: 'chaos.target_unknown' });
      await expect(processes.pause(name, 1)).rejects.toMatchObject({ code: 'chaos.target_unknown' });
    },
  );

  it.each(['0', '1', '-1', 'x', '', '1e99'])('a file with %j in it names nobody', async (text) => {
    writeFileSync(join(folder, 'order'), text);
    // Nobody must be hurt where the guard is missing.
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    await expect(new LocalProcesses(folder, systemClock).kill('order')).rejects.toMatchObject({
      code: 'chaos.target_unknown',
    });
    expect(kill.mock.calls.filter(([, signal]) => signal === 'SIGKILL')).toEqual([]);
    kill.mockRestore();
  });
});
