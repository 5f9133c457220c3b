import { serviceNames } from '@mercato/contracts/shared';
import { describe, expect, test } from 'vitest';
import { componentsOf, type PolicyNames, readYaml, resiliencyOf } from './files.ts';
import { z } from 'zod';

const names = ['resiliency', 'resiliency-gateway'] as const;
const backends = serviceNames.filter((name) => name !== 'gateway');

describe.each(names)('%s', (name) => {
  const { metadata, spec } = resiliencyOf(name);
  const { timeouts, retries, circuitBreakers } = spec.policies;
  const used: readonly PolicyNames[] = [
    ...Object.values(spec.targets.apps),
    ...Object.values(spec.targets.components).flatMap((c) => [c.inbound ?? {}, c.outbound ?? {}]),
  ];

  test('is named after its file and treats every app that can be called', () => {
    expect(metadata.name).toBe(name);
    expect(Object.keys(spec.targets.apps).toSorted()).toEqual(backends.toSorted());
  });

  test('uses every policy it defines and defines every policy it uses', () => {
    const of = (key: keyof PolicyNames) => [...new Set(used.flatMap((p) => p[key] ?? []))].toSorted();
    expect(of('timeout')).toEqual(Object.keys(timeouts).toSorted());
    expect(of('retry')).toEqual(Object.keys(retries).toSorted());
    expect(of('circuitBreaker')).toEqual(Object.keys(circuitBreakers).toSorted());
  });

  test('never tries again what an app answered with 4xx or a deadline', () => {
    const { httpStatusCodes } = retries['lostConnection']?.matching ?? {};
    expect(httpStatusCodes).toBe('502');
  });
});

test('timeouts of calls lie above those of kit and of the gateway, since Dapr tries again what they end', () => {
  const ofServices = resiliencyOf('resiliency').spec.policies.timeouts;
  expect([ofServices['internalCall'], ofServices['paymentCall']]).toEqual(['8s', '10s']);
  expect(resiliencyOf('resiliency-gateway').spec.policies.timeouts).toMatchObject({ edge: '35s' });
});

describe('every sidecar', () => {
  test('has exactly one of the two', () => {
    expect(names.flatMap((name) => resiliencyOf(name).scopes).toSorted()).toEqual([...serviceNames].toSorted());
  });

  test('treats every component that a service calls', () => {
    const called = [...componentsOf('local').keys()].filter((name) => name !== 'ratelimit');
    expect(Object.keys(resiliencyOf('resiliency').spec.targets.components).toSorted()).toEqual(called.toSorted());
  });
});

test('the breaker of a callee bears five whole calls: with two replicas, tries in a row meet the dead one by chance', () => {
  const { retries, circuitBreakers } = resiliencyOf('resiliency').spec.policies;
  const tries = 1 + (retries['lostConnection']?.maxRetries ?? 0);
  expect(circuitBreakers['callee']).toMatchObject({ trip: `consecutiveFailures >= ${5 * tries}` });
});

test('the budgets that gateways share have no breaker and no retry either', () => {
  const { components } = resiliencyOf('resiliency-gateway').spec.targets;
  expect(components).toEqual({ state: { outbound: { timeout: 'sharedBudgets' } } });
});

test('the state store has neither a breaker, which would count ETag conflicts, nor a retry', () => {
  const { outbound } = resiliencyOf('resiliency').spec.targets.components['state'] ?? {};
  expect(Object.keys(outbound ?? {})).toEqual(['timeout']);
});

test('the edge has no breaker, which would count wrong passwords, and does not cut the event stream of orders', () => {
  const { policies, targets } = resiliencyOf('resiliency-gateway').spec;
  expect(policies.circuitBreakers).toEqual({});
  expect(targets.apps['order']).not.toHaveProperty('timeout');
});

test('the configuration names middleware of the gateway only, exports spans nowhere by itself, never reloads', () => {
  const configuration = z
    .object({
      // Closed: an appHttpPipeline would throttle deliveries too.
      spec: z.strictObject({
        features: z.array(z.object({ name: z.string(), enabled: z.boolean() })),
        tracing: z.strictObject({ samplingRate: z.string() }),
        httpPipeline: z.object({ handlers: z.array(z.object({ name: z.string(), type: z.string() })) }),
        metrics: z.object({ enabled: z.literal(true) }),
      }),
    })
    .parse(readYaml('dapr/configuration.yaml')).spec;
  for (const { name, type } of configuration.httpPipeline.handlers) {
    expect(componentsOf('local').get(name)).toMatchObject({ spec: { type }, scopes: ['gateway'] });
  }
  expect(configuration.features).toContainEqual({ name: 'HotReload', enabled: false });
});
