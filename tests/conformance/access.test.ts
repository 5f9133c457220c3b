import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { allowedCalls, apis } from '@mercato/contracts';
import { callersOf, type RouteContract, serviceNames } from '@mercato/contracts/shared';
import { describe, expect, test } from 'vitest';
import { operationsOf } from '../../tools/gen/access-policies.ts';
import { rootDir } from '../../tools/shared/paths.ts';
import { readText, readYaml } from './files.ts';
import { z } from 'zod';

const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(join(rootDir, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => `${folder}/${file}`);

const routes = serviceNames.flatMap((app) =>
  Object.entries<RouteContract>(apis[app]).map(([key, route]) => ({ app, key, route })),
);

/** `order → payment.capture` for every call that stands in the code of a service. */
const callsInCode = serviceNames.flatMap((caller) =>
  sourcesIn(`services/${caller}/src`).flatMap((file) =>
    Array.from(
      readText(file).matchAll(/\binvoker\.call\(\s*'(\w+)',\s*\w+Api\.(\w+)/g),
      ([, callee, key]) => `${caller} → ${callee}.${key}`,
    ),
  ),
);

describe('who calls whom', () => {
  test('is listed for every call in the code, and nothing else is', () => {
    const listed = routes.flatMap(({ app, key, route }) =>
      callersOf(route).flatMap((caller) =>
        caller === 'gateway' && route.audience !== 'internal' ? [] : [`${caller} → ${app}.${key}`],
      ),
    );
    // Kit asks for the keys that verify tokens, on behalf of every service but their owner.
    const forKeys = serviceNames.filter((name) => name !== 'user' && name !== 'gateway');
    const made = [...callsInCode, ...forKeys.map((caller) => `${caller} → user.jwks`)];
    expect(listed.toSorted()).toEqual([...new Set(made)].toSorted());
  });

  test('is told by the invoker and the gateway’s forwarder alone: nothing else calls through a sidecar', () => {
    const folders = ['packages/kit/src', ...serviceNames.map((name) => `services/${name}/src`)];
    const invoking = folders.flatMap(sourcesIn).filter((file) => /v1\.0\/invoke|invokeService/.test(readText(file)));
    expect(invoking).toEqual([
      'packages/kit/src/dapr/dapr-invoker.ts',
      'services/gateway/src/adapters/dapr-forwarder.ts',
    ]);
  });

  test('internal routes name their callers, and the gateway has one alone', () => {
    const internal = routes.filter(({ route }) => route.audience === 'internal');
    expect(internal.filter(({ route }) => callersOf(route).length === 0)).toEqual([]);
    const ofGateway = internal.filter(({ route }) => callersOf(route).includes('gateway'));
    expect(ofGateway.map(({ route }) => route.id)).toEqual(['exchangeApiKey']);
    expect(routes.filter(({ app, route }) => callersOf(route).includes(app))).toEqual([]);
  });
});

const policyFile = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.strictObject({
    accessControl: z.strictObject({
      defaultAction: z.literal('deny'),
      trustDomain: z.literal('public'),
      policies: z.array(
        z.strictObject({
          appId: z.enum(serviceNames),
          defaultAction: z.literal('deny'),
          trustDomain: z.literal('public'),
          namespace: z.literal('ecommerce'),
          operations: z
            .array(
              z.strictObject({
                name: z.string().startsWith('/'),
                httpVerb: z.array(z.string()).min(1),
                action: z.literal('allow'),
              }),
            )
            .min(1),
        }),
      ),
    }),
  }),
});

describe.each(serviceNames)('the policy of %s', (callee) => {
  const { metadata, spec } = policyFile.parse(readYaml(`dapr/access/${callee}.yaml`));
  const { policies } = spec.accessControl;

  test('denies by default and lists its callers once', () => {
    expect(metadata.name).toBe(callee);
    const callers = allowedCalls.filter((call) => call.callee === callee).map(({ caller }) => caller);
    expect(policies.map(({ appId }) => appId).toSorted()).toEqual([...new Set(callers)].toSorted());
  });

  test('lets each caller have the routes that are for it, and none that is not', () => {
    for (const { appId, operations } of policies) {
      const admitted = routes.filter(({ app, route }) => {
        const path = route.path.replaceAll(/:[^/]+/g, 'x1');
        return (
          app === callee &&
          operations.some(({ name, httpVerb }) => {
            const base = name.replace(/\/\*\*$/, '');
            // Dapr takes what it finds first for everything below it.
            return httpVerb.includes(route.method) && (path === base || path.startsWith(`${base}/`));
          })
        );
      });
      const meant = routes.filter(({ app, route }) => app === callee && callersOf(route).includes(appId));
      expect(meant.filter((one) => !admitted.includes(one))).toEqual([]);
      const beside = admitted.filter((one) => !meant.includes(one));
      // What else lies on the same branch of the public API looks at a token, and kit at who calls. Nothing internal does.
      expect(beside.filter(({ route }) => route.audience === 'internal' || appId !== 'operations')).toEqual([]);
    }
  });
});

describe('operations', () => {
  test('that lie beneath each other are one, with the verbs of both', () => {
    const calls = [
      { method: 'GET', path: '/a' },
      { method: 'POST', path: '/a/:id/b' },
      { method: 'PUT', path: '/a/c' },
      { method: 'GET', path: '/ab/c' },
    ] as const;
    expect(operationsOf(calls)).toEqual([
      { name: '/a/**', verbs: ['GET', 'POST', 'PUT'] },
      { name: '/ab/c', verbs: ['GET'] },
    ]);
  });
});
