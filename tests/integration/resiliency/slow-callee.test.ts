import { setTimeout as sleep } from 'node:timers/promises';
import { userApi } from '@mercato/contracts/user';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sidecar } from '../../support/dapr-world.ts';
import { type Edit, scaled, sharedWorld } from '../../support/policies.ts';

const { world, config } = sharedWorld();
// `internalCall` is 0.8 s then, and all waits between tries 0.1 s.
const tenth = scaled(0.1);

let callee: Sidecar;
let guarded: Sidecar;
let hasty: Sidecar;
let bare: Sidecar;
beforeAll(async () => {
  const from = (appId: 'notification' | 'cart' | 'order', files: readonly string[], edit?: Edit) =>
    world().sidecar({ appId, files, config, ...(edit && { edit }) });
  [callee, guarded, hasty, bare] = await Promise.all([
    world().sidecar({ appId: 'user', files: [], config }),
    from('notification', ['resiliency.yaml']),
    from('cart', ['resiliency.yaml'], tenth),
    from('order', []),
  ]);
});
beforeEach(() => {
  callee.app.seen.length = 0;
  callee.app.answer = () => ({ afterMs: 3_000, body: { contact: null } });
});

const throughSidecar = (from: Sidecar): Promise<Response> => fetch(`${from.daprd.url}/v1.0/invoke/user/method/x`);
const fromKit = (from: Sidecar, timeoutMs: number): Promise<unknown> =>
  from.platform.invoker
    .call('user', userApi.getContact, { params: { id: 'u1' } }, { timeoutMs })
    .catch((error: unknown) => error);

describe('the timeout of an app', () => {
  // Dapr tries again what its own timeout cut, whatever `matching` says: why kit's deadlines are never longer.
  it('cuts a slow callee off, at each try', async () => {
    const began = performance.now();
    expect((await throughSidecar(hasty)).status).toBeGreaterThanOrEqual(500);
    expect(performance.now() - began).toBeGreaterThan(4 * 800);
    const tries = callee.app.seen.map(({ at }) => at);
    expect(tries).toHaveLength(4);
    for (const [n, at] of tries.slice(1).entries()) {
      expect(at - (tries[n] ?? 0)).toBeGreaterThan(800);
      expect(at - (tries[n] ?? 0)).toBeLessThan(2_000);
    }
  });

  it('is all that ends the wait: without it a slow callee is waited for', async () => {
    expect((await throughSidecar(bare)).status).toBe(200);
    expect(callee.app.seen).toHaveLength(1);
  });
});

describe('a deadline of ours', () => {
  it('ends a call for good: nothing is tried again behind our back', async () => {
    expect(await fromKit(guarded, 500)).toMatchObject({ code: 'dependency.timeout' });
    await sleep(1_500);
    expect(callee.app.seen).toHaveLength(1);
  });

  it('would not, were the sidecar’s timeout the shorter one', async () => {
    expect(await fromKit(hasty, 2_000)).toMatchObject({ code: 'dependency.timeout' });
    expect(callee.app.seen.length).toBeGreaterThan(1);
  });
});
