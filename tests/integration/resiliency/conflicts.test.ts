import type { StateStore, Written } from '@mercato/kit/state';
import { beforeAll, expect, it } from 'vitest';
import { type Edit, replaced, sharedWorld } from '../../support/policies.ts';

const { world, config } = sharedWorld();
const files = ['components/local/state.yaml', 'resiliency.yaml'];
const writers = 64;

const withBreaker: Edit = (path, text) =>
  path === 'resiliency.yaml'
    ? replaced('outbound: { timeout: stateAccess }', 'outbound: { timeout: stateAccess, circuitBreaker: broker }')(
        path,
        text,
      )
    : text;

let ours: StateStore;
let nervous: StateStore;
beforeAll(async () => {
  const [asItIs, other] = await Promise.all([
    world().sidecar({ appId: 'order', files, config }),
    world().sidecar({ appId: 'product', files, config, edit: withBreaker }),
  ]);
  [ours, nervous] = [asItIs.platform.state, other.platform.state];
});

/** Everybody replaces what all of them have read; then one more reads and writes. */
const race = async (store: StateStore) => {
  await store.create('hot', { by: -1 });
  const etag = (await store.get('hot'))?.etag ?? '';
  const write = (by: number): Promise<Written | 'failed'> => store.replace('hot', { by }, etag).catch(() => 'failed');
  const written = await Promise.all(Array.from({ length: writers }, (_, by) => write(by)));
  const now = await store.get('hot').catch(() => undefined);
  const after = now ? await store.replace('hot', { by: writers }, now.etag).catch(() => 'failed') : 'failed';
  return { written, after };
};

it('64 writers of one document: one wins, all others learn of it, and the store is there for the next', async () => {
  const { written, after } = await race(ours);
  expect(written.filter((w) => w === 'written')).toHaveLength(1);
  expect(written.filter((w) => w === 'conflict')).toHaveLength(writers - 1);
  expect(after).toBe('written');
});

it('would find the store closed by a breaker, which takes conflicts for failures', async () => {
  expect((await race(nervous)).after).toBe('failed');
});
