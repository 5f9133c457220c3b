import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepAlive, ManagedProcess, workFolder, type KeptAlive, type WorkFolder } from './index.ts';

let folder: WorkFolder;
let service: ManagedProcess;
let sidecar: ManagedProcess;
let kept: KeptAlive;

const idle = (name: string): ManagedProcess =>
  new ManagedProcess({
    name,
    command: process.execPath,
    args: ['-e', 'setInterval(() => {}, 1000)'],
    logFile: join(folder.path, `${name}.log`),
  });

const untilRunning = async (): Promise<void> => {
  await expect.poll(() => service.running, { timeout: 5_000 }).toBe(true);
};

beforeEach(async () => {
  folder = workFolder('keep-alive');
  [service, sidecar] = [idle('service'), idle('sidecar')];
  await Promise.all([service.start(), sidecar.start()]);
  kept = keepAlive({ apps: [{ service, sidecar }] });
});
afterEach(async () => {
  await kept.stop();
  await Promise.all([service.kill(), sidecar.kill()]);
  folder.remove();
});

it('starts what was killed again, each time, and nothing else', async () => {
  const other = sidecar.pid;
  for (const times of [1, 2]) {
    const { pid } = service;
    await service.kill();
    await untilRunning();
    expect(service.pid).not.toBe(pid);
    expect(kept.restarts).toHaveLength(times);
    expect(kept.restarts.at(-1)).toMatchObject({ name: 'service', pid });
  }
  expect(sidecar.pid).toBe(other);
});

it('leaves down what ends after it was stopped', async () => {
  await kept.stop();
  await service.kill();
  await new Promise((resolve) => {
    setTimeout(resolve, 500);
  });
  expect(service.running).toBe(false);
  expect(kept.restarts).toEqual([]);
});
