import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DaprWorld, startDaprWorld } from '../../support/dapr-world.ts';

const config = new URL('../../../dapr/configuration.yaml', import.meta.url).pathname;
const files = ['components/local/ratelimit.yaml'];
const tight = (_: string, text: string): string => text.replace("'2000'", "'5'");

let world: DaprWorld;
beforeAll(async () => {
  world = await startDaprWorld();
});
afterAll(() => world.stop());

/** The statuses of 40 quick calls of an app's use of its own sidecar. */
const burst = async (url: string): Promise<ReadonlySet<number>> => {
  const calls = Array.from({ length: 40 }, () => fetch(`${url}/v1.0/invoke/nobody/method/x`).then((r) => r.status));
  return new Set(await Promise.all(calls));
};

it('caps the gateway’s use of its sidecar', async () => {
  const { daprd } = await world.sidecar({ appId: 'gateway', files, edit: tight, config });
  expect(await burst(daprd.url)).toContain(429);
});

it('leaves every other app alone', async () => {
  const { daprd } = await world.sidecar({ appId: 'order', files, edit: tight, config });
  expect(await burst(daprd.url)).not.toContain(429);
});

it('does nothing when the pipeline does not name it', async () => {
  const { daprd } = await world.sidecar({ appId: 'gateway', files, edit: tight });
  expect(await burst(daprd.url)).not.toContain(429);
});
