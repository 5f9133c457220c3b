import { randomUUID } from 'node:crypto';
import type { StateStore } from '@mercato/kit/state';
import { stateStoreContract } from '@mercato/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DaprWorld, type Sidecar, startDaprWorld } from '../../support/dapr-world.ts';

let world: DaprWorld;
let sidecar: Sidecar;

beforeAll(async () => {
  world = await startDaprWorld();
  sidecar = await world.sidecar({ appId: 'order', files: ['components/local/state.yaml'] });
});
afterAll(() => world.stop());

stateStoreContract('Dapr on DynamoDB', () => sidecar.platform.state);

describe('values in the table', () => {
  const lying = async (key: string): Promise<object | undefined> =>
    world.aws.client.dynamodb.getItem('mercato', { key: { S: `order||${key}` } });

  it('are JSON text under the app, readable in any console', async () => {
    const key = `t:${randomUUID()}`;
    await sidecar.platform.state.create(key, { total: 1250 });
    expect(await lying(key)).toMatchObject({ value: { S: '{"total":1250}' } });
  });

  it('carry the time of their end where they have one, anew with each write, and no other does', async () => {
    const [short, long] = [`t:${randomUUID()}`, `t:${randomUUID()}`];
    const store = sidecar.platform.expiring(3_600);
    const endOf = async (key: string): Promise<number> => {
      const item: { readonly expiresAt?: { readonly N: string } } | undefined = await lying(key);
      return Number(item?.expiresAt?.N);
    };
    const begun = Math.floor(Date.now() / 1_000);
    await store.create(short, { n: 1 });
    const { etag = '' } = (await store.get(short)) ?? {};
    expect(await endOf(short)).toBeGreaterThanOrEqual(begun + 3_600);
    expect(await store.replace(short, { n: 2 }, etag)).toBe('written');
    expect(await endOf(short)).toBeLessThanOrEqual(begun + 3_700);
    await sidecar.platform.state.create(long, { n: 1 });
    expect(await endOf(long)).toBeNaN();
  });
});

describe('a sidecar that is away', () => {
  it('fails reads and writes as unavailable or uncertain, and never hangs', async () => {
    const { daprd, platform } = await world.sidecar({ appId: 'cart', files: ['components/local/state.yaml'] });
    const store: StateStore = platform.state;
    await store.create('a', { n: 1 });
    await daprd.kill('SIGKILL');
    // The call that meets the dying connection is uncertain; every later one knows that nobody is there.
    await expect(store.get('a')).rejects.toMatchObject({
      code: expect.stringMatching(/^dependency\.(unavailable|timeout)$/) as string,
    });
    await expect(store.get('a')).rejects.toMatchObject({ code: 'dependency.unavailable' });
    await expect(store.create('b', { n: 1 })).rejects.toMatchObject({ code: 'dependency.unavailable' });
  });

  it('that hangs is given up in time', async () => {
    const { daprd, platform } = await world.sidecar({ appId: 'user', files: ['components/local/state.yaml'] });
    await platform.state.create('a', { n: 1 });
    daprd.pause();
    try {
      await expect(platform.state.get('a')).rejects.toMatchObject({ code: 'dependency.timeout' });
    } finally {
      daprd.resume();
    }
  });
});
