import { allowedCalls, apis, messages } from '@mercato/contracts';
import { callersOf, getFailure, type RouteContract, serviceNames, type ServiceName } from '@mercato/contracts/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AccessWorld, type RawCall, startAccessWorld } from '../../support/access-world.ts';
import { isAdmitted } from '../../support/admitted.ts';
import type { SeenRequest } from '../../support/fake-app.ts';
import { spellings, type Target } from './spellings.ts';

interface Attempt {
  readonly caller: ServiceName;
  readonly target: Target;
  readonly call: RawCall;
}

const filled = (template: string): string => template.replaceAll(/:[A-Za-z]+/g, 'x1');

const targets: readonly Target[] = serviceNames.flatMap((app) =>
  Object.values<RouteContract>(apis[app]).map(({ method, path }) => ({ app, method, path: filled(path) })),
);

/** What is served beside the routes, and is for the sidecar, the kubelet and people. */
const besides: readonly Target[] = serviceNames.flatMap((app) => [
  ...['/', '/internal', '/metrics', '/health', '/docs', '/openapi.json', '/dapr/config', '/nothing'].map(
    (path) => ({ app, method: 'GET', path }) as const,
  ),
  ...messages.map(({ topic }) => ({ app, method: 'POST', path: `/subscriptions/${topic}` }) as const),
]);

const direct = (target: Target): RawCall => ({
  method: target.method,
  path: `/v1.0/invoke/${target.app}/method${target.path}`,
});

const attempts = (list: readonly Target[], spelt: (target: Target) => RawCall): readonly Attempt[] =>
  serviceNames.flatMap((caller) =>
    list.filter(({ app }) => app !== caller).map((target) => ({ caller, target, call: spelt(target) })),
  );

const name = ({ caller, target }: Attempt): string => `${caller} → ${target.app} ${target.method} ${target.path}`;

const lanes = 32;

/** Makes all of them, and tells for each what the callee saw. */
const make = async (
  world: AccessWorld,
  all: readonly Attempt[],
): Promise<ReadonlyMap<Attempt, SeenRequest | undefined>> => {
  for (const { app } of world.members) app.seen.length = 0;
  const waiting = [...all.entries()];
  const lane = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [id, { caller, call }] = next;
      await world.ask(caller, { ...call, headers: { ...call.headers, 'x-attempt': String(id) } });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const seen = new Map(world.members.flatMap(({ app }) => app.seen.map((r) => [r.headers['x-attempt'], r])));
  return new Map(all.map((attempt, id) => [attempt, seen.get(String(id))]));
};

const segments = (path: string): readonly string[] => path.replace(/\?.*$/, '').split('/').map(decodeURIComponent);

/** The route that serves what was seen, if one does. */
const served = (app: ServiceName, { method, path }: SeenRequest): RouteContract | undefined =>
  Object.values<RouteContract>(apis[app]).find((route) => {
    const [wanted, got] = [route.path.split('/'), segments(path)];
    const same = wanted.length === got.length && wanted.every((part, i) => part.startsWith(':') || part === got[i]);
    return same && route.method === method;
  });

/** On a branch that the caller may use, of the public API: kit refuses it, which does not stand here. */
const isBeside = (caller: ServiceName, app: ServiceName, { audience, method, path }: RouteContract): boolean =>
  audience !== 'internal' && isAdmitted(caller, app, { method, path: filled(path) });

describe('with the policies', () => {
  let world: AccessWorld;
  beforeAll(async () => {
    world = await startAccessWorld();
  });
  afterAll(() => world.stop());

  test('every listed call passes, and no other', async () => {
    const seen = await make(world, attempts(targets, direct));
    const passed = [...seen].filter(([, request]) => request).map(([attempt]) => name(attempt));
    const listed = allowedCalls.filter(({ path }) => path !== '/livez' && path !== getFailure.path);
    const expected = listed.map((c) => `${c.caller} → ${c.callee} ${c.method} ${filled(c.path)}`);
    const beside = [...seen.keys()]
      .filter(({ caller, target }) => isAdmitted(caller, target.app, target))
      .map(name)
      .filter((one) => !expected.includes(one));
    expect(passed.toSorted()).toEqual([...expected, ...beside].toSorted());
    expect(beside.filter((one) => !one.startsWith('operations → ') || one.includes('/internal/'))).toEqual([]);
  });

  test.each(Object.entries(spellings))('%s reaches no route that is not for the caller', async (_, spelt) => {
    const seen = await make(world, attempts(targets, spelt));
    const wrong = [...seen].filter(([{ caller, target }, request]) => {
      const route = request && served(target.app, request);
      return route !== undefined && !callersOf(route).includes(caller) && !isBeside(caller, target.app, route);
    });
    expect(wrong.map(([attempt, request]) => `${name(attempt)} as ${request?.method} ${request?.path}`)).toEqual([]);
  });

  test('nothing but routes can be called', async () => {
    const seen = await make(world, attempts(besides, direct));
    expect([...seen].filter(([, request]) => request).map(([attempt]) => name(attempt))).toEqual([]);
  });

  test('the gateway asks each service whether it lives, and nobody else may', async () => {
    const probes = serviceNames.map((app) => ({ app, method: 'GET', path: '/livez' }) as const);
    const seen = await make(world, attempts(probes, direct));
    const passed = [...seen].filter(([, request]) => request).map(([{ caller }]) => caller);
    expect(passed).toEqual(Array.from({ length: serviceNames.length - 1 }, () => 'gateway'));
  });
});

describe('a call that nobody listed', () => {
  const only = ['user', 'payment'] as const;
  const target = { app: 'payment', method: 'POST', path: '/internal/payments/refund' } as const;

  test('passes where the policies are off, in every spelling that Dapr or the app takes for the same', async () => {
    const world = await startAccessWorld({ only, policies: false });
    const all = Object.values(spellings).map((spelt) => ({ caller: 'user', target, call: spelt(target) }) as const);
    const seen = await make(world, all);
    const reached = [...seen.values()].filter(
      (request) => request && served('payment', request)?.id === 'refundCaptured',
    );
    expect(reached.length).toBeGreaterThanOrEqual(9);
    await world.stop();
  });

  test('is refused where nobody knows who calls, and so is every other', async () => {
    const world = await startAccessWorld({ only, mtls: false });
    const listed = { app: 'user', method: 'GET', path: '/.well-known/jwks.json' } as const;
    expect((await world.ask('user', direct(target))).status).toBe(403);
    expect((await world.ask('payment', direct(listed))).status).toBe(403);
    await world.stop();
  });
});
