import { setTimeout as sleep } from 'node:timers/promises';
import { userApi } from '@mercato/contracts/user';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sidecar } from '../../support/dapr-world.ts';
import { sharedWorld } from '../../support/policies.ts';

const { world, config } = sharedWorld();

let callee: Sidecar;
let guarded: Sidecar;
let bare: Sidecar;
beforeAll(async () => {
  [callee, guarded, bare] = await Promise.all([
    world().sidecar({ appId: 'user', files: [], config }),
    world().sidecar({ appId: 'notification', files: ['resiliency.yaml'], config }),
    world().sidecar({ appId: 'cart', files: [], config }),
  ]);
});

const call = (from: Sidecar): Promise<unknown> =>
  from.platform.invoker.call('user', userApi.getContact, { params: { id: 'u1' } }).catch((error: unknown) => error);
const calls = (): number => callee.app.seen.length;
const well = { body: { contact: null } };

// An answer starts the breaker's count anew: no case suffers from the ones before.
beforeEach(async () => {
  callee.app.answer = () => well;
  await call(guarded);
  callee.app.seen.length = 0;
});

describe.each([
  ['an answer of 502, as a proxy gives it,', { status: 502 }],
  ['a connection that breaks, as of an app that dies,', { cut: true }],
])('%s', (_, lost) => {
  it('is tried three times more, and then handed over', async () => {
    callee.app.answer = () => lost;
    expect(await call(guarded)).toMatchObject({ code: 'dependency.unavailable' });
    expect(calls()).toBe(4);
  });

  it('is soon answered when the callee comes back', async () => {
    callee.app.answer = () => (calls() < 3 ? lost : well);
    expect(await call(guarded)).toEqual({ contact: null });
  });
});

it('is tried no more once its caller has given up', async () => {
  callee.app.answer = () => ({ status: 502 });
  const options = { timeoutMs: 700 };
  const short = guarded.platform.invoker.call('user', userApi.getContact, { params: { id: 'u1' } }, options);
  await expect(short).rejects.toMatchObject({ code: 'dependency.timeout' });
  // The one that had left by then still arrives.
  await sleep(300);
  const tries = calls();
  expect(tries).toBeLessThan(4);
  await sleep(3_500);
  expect(calls()).toBe(tries);
});

it('without the policy a 502 is not tried again', async () => {
  callee.app.answer = () => ({ status: 502 });
  await call(bare);
  expect(calls()).toBe(1);
});

describe('an answer of the app itself', () => {
  it.each([400, 409, 429, 500, 503])('of %i is not tried again: the app did answer', async (status) => {
    callee.app.answer = () => ({ status });
    await call(guarded);
    expect(calls()).toBe(1);
  });
});
