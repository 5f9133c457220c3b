import { userApi } from '@mercato/contracts/user';
import { createService, ok } from '@mercato/kit/service';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Sidecar } from '../../support/dapr-world.ts';
import type { FakeAnswer } from '../../support/fake-app.ts';
import { type Edit, replaced, scaled, sharedWorld } from '../../support/policies.ts';

const { world, config } = sharedWorld();
// What `lostConnection` of resiliency.yaml allows a call: the first try and three more.
const configured = 4;

const api = { getContact: userApi.getContact };

/** A service that asks another one for all it answers, as `order` does. */
const middle = (edit?: Edit) =>
  world().app({ appId: 'order', files: ['resiliency.yaml'], config, ...(edit && { edit }) }, ({ invoker }) =>
    createService({
      name: 'order',
      api,
      handlers: { getContact: async ({ params }) => ok(await invoker.call('user', userApi.getContact, { params })) },
      logger: false,
    }),
  );

let dependency: Sidecar;
let edge: Sidecar;
let eager: Sidecar;
beforeAll(async () => {
  // As one would write it first: whatever failed is tried again.
  const everything: Edit = (path, text) =>
    scaled(0.1)(path, replaced("httpStatusCodes: '502'", 'httpStatusCodes: 500-599')(path, text));
  const gateway = (edit?: Edit) =>
    world().sidecar({ appId: 'gateway', files: ['resiliency-gateway.yaml'], config, ...(edit && { edit }) });
  [dependency, edge, eager] = await Promise.all([
    world().sidecar({ appId: 'user', files: [], config }),
    gateway(),
    gateway(everything),
    middle(),
  ]);
});

/** How often the dependency is tried for one request at the edge. */
const triesPerRequest = async (from: Sidecar, requests: number, answer: FakeAnswer): Promise<number> => {
  dependency.app.answer = () => answer;
  const before = dependency.app.seen.length;
  for (let n = 0; n < requests; n += 1) {
    const url = `${from.daprd.url}/v1.0/invoke/order/method/internal/users/u${n}/contact`;
    const reply = await fetch(url, { headers: { 'x-deadline': String(Date.now() + 29_500) } });
    expect(reply.status).toBe(503);
  }
  return (dependency.app.seen.length - before) / requests;
};

describe('a dependency that is dead, two hops behind the gateway', () => {
  it.each([
    ['answers as a proxy before a dead app does', { status: 502 }],
    ['breaks every connection', { cut: true }],
  ])('%s: is tried as often as one hop may, not as often as all together', async (_, answer) => {
    const tries = await triesPerRequest(edge, 2, answer);
    expect(tries).toBeGreaterThanOrEqual(1);
    expect(tries).toBeLessThanOrEqual(1.1 * configured);
  });

  it('would be tried many times over, did the gateway try again what a service has answered', async () => {
    dependency.app.answer = () => ({ body: { contact: null } });
    await fetch(`${edge.daprd.url}/v1.0/invoke/order/method/internal/users/u/contact`);
    expect(await triesPerRequest(eager, 1, { status: 502 })).toBeGreaterThan(1.1 * configured);
  });
});
