import { setTimeout as sleep } from 'node:timers/promises';
import { userApi } from '@mercato/contracts/user';
import { workFolder } from '@mercato/testkit/process';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeNameResolution } from '../../../tools/start/environment.ts';
import { type DaprWorld, type Sidecar, startDaprWorld } from '../../support/dapr-world.ts';

const policies = 'resiliency.yaml';
const folder = workFolder('names');
const config = `${folder.path}/names.yaml`;
const downMs = 2_000;

let world: DaprWorld;
let mortal: Sidecar;

beforeAll(() => writeNameResolution(config, `${folder.path}/names.db`));
afterAll(() => folder.remove());
beforeEach(async () => {
  world = await startDaprWorld();
  const replica = (): Promise<Sidecar> => world.sidecar({ appId: 'user', files: [], config });
  const replicas = await Promise.all([replica(), replica()]);
  for (const { app } of replicas) app.answer = () => ({ body: { contact: null } });
  [mortal] = replicas;
});
afterEach(() => world.stop());

/** Twenty calls a second, from before one of two replicas dies (its sidecar lives) until after it is back. */
const failed = async (edit: (path: string, text: string) => string): Promise<number> => {
  const from = await world.sidecar({ appId: 'notification', files: [policies], config, edit });
  const calls: Promise<boolean>[] = [];
  const call = (): Promise<boolean> =>
    from.platform.invoker.call('user', userApi.getContact, { params: { id: 'u1' } }).then(
      () => true,
      () => false,
    );
  const callFor = async (ms: number): Promise<void> => {
    for (const end = Date.now() + ms; Date.now() < end; await sleep(50)) calls.push(call());
  };
  await callFor(500);
  await mortal.app.stop();
  await callFor(downMs);
  await mortal.app.start();
  await callFor(5_000);
  const answered = await Promise.all(calls);
  return answered.filter((ok) => !ok).length / answered.length;
};

describe('one of two replicas dies and comes back', () => {
  it('calls find the other one', async () => {
    expect(await failed((_, text) => text)).toBeLessThan(0.05);
  });

  it('would all be refused for long by a breaker that a few failed tries open', async () => {
    const nervous = (_: string, text: string): string =>
      text.replace(/timeout: 2s(\s+trip: consecutiveFailures >= )20/, 'timeout: 10s$12');
    expect(await failed(nervous)).toBeGreaterThan(0.4);
  });
});
