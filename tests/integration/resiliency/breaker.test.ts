import { setTimeout as sleep } from 'node:timers/promises';
import { userApi } from '@mercato/contracts/user';
import { beforeAll, expect, it } from 'vitest';
import type { Sidecar } from '../../support/dapr-world.ts';
import { sharedWorld } from '../../support/policies.ts';

const { world, config } = sharedWorld();
// As the policy `callee` says.
const trip = 20;
const openMs = 2_000;
const probes = 3;

let callee: Sidecar;
let guarded: Sidecar;
let bare: Sidecar;
beforeAll(async () => {
  const from = (appId: 'notification' | 'cart', files: readonly string[]) => world().sidecar({ appId, files, config });
  [callee, guarded, bare] = await Promise.all([
    world().sidecar({ appId: 'user', files: [], config }),
    from('notification', ['resiliency.yaml']),
    from('cart', []),
  ]);
});

const call = (from: Sidecar): Promise<boolean> =>
  from.platform.invoker.call('user', userApi.getContact, { params: { id: 'u1' } }).then(
    () => true,
    () => false,
  );

/** How many of these calls reached the callee. */
const reached = async (calls: () => Promise<unknown>): Promise<number> => {
  const before = callee.app.seen.length;
  await calls();
  return callee.app.seen.length - before;
};
const oneByOne = (from: Sidecar, count: number) => async (): Promise<void> => {
  for (let n = 0; n < count; n += 1) await call(from);
};
const atOnce = (from: Sidecar, count: number) => (): Promise<unknown> =>
  Promise.all(Array.from({ length: count }, () => call(from)));

const broken = (): void => {
  callee.app.answer = () => ({ status: 500, afterMs: 400 });
};
const well = (): void => {
  callee.app.answer = () => ({ body: { contact: null } });
};

it('opens after twenty failures in a row, not before', async () => {
  callee.app.answer = () => ({ status: 500 });
  expect(await reached(oneByOne(guarded, trip))).toBe(trip);
  expect(await reached(oneByOne(guarded, trip))).toBe(0);
});

it('refuses at once while it is open', async () => {
  broken();
  const began = performance.now();
  expect(await reached(atOnce(guarded, 10))).toBe(0);
  expect(performance.now() - began).toBeLessThan(400);
});

it('lets a few through to see, and opens again when they fail', async () => {
  await sleep(openMs + 200);
  const tried = await reached(atOnce(guarded, 10));
  expect(tried).toBeGreaterThanOrEqual(1);
  expect(tried).toBeLessThanOrEqual(probes);
  expect(await reached(oneByOne(guarded, 5))).toBe(0);
});

it('closes when they are answered', async () => {
  await sleep(openMs + 200);
  well();
  for (let n = 0; n < probes; n += 1) expect(await call(guarded)).toBe(true);
  expect(await reached(atOnce(guarded, 10))).toBe(10);
});

it('without the policy every call reaches a callee that has failed all along', async () => {
  callee.app.answer = () => ({ status: 500 });
  expect(await reached(oneByOne(bare, trip))).toBe(trip);
  broken();
  expect(await reached(atOnce(bare, 10))).toBe(10);
});
