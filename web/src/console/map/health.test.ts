import { expect, it } from 'vitest';
import type { ServiceNode } from '../data/types.ts';
import { edgeTone, healthOf, openBreakers } from './health.ts';

type Replica = ServiceNode['replicas'][number];
const replica = (app: Replica['app'], sidecar: Replica['sidecar'] = 'up'): Replica => ({
  address: '127.0.0.1:5003',
  app,
  sidecar,
  memoryBytes: null,
  cpu: null,
});

it.each([
  [[], 'unknown'],
  [[replica('ready')], 'well'],
  [[replica('ready'), replica('unready')], 'ill'],
  [[replica('ready', 'down')], 'down'],
  [[replica('down')], 'down'],
] as const)('with %j a service is %s', (replicas, health) =>
  expect(healthOf({ replicas: [...replicas] })).toBe(health),
);

it('an open breaker shows on the way, whatever flows', () => {
  expect(edgeTone({ breaker: 'open', perSecond: 9 })).toBe('bad');
  expect(edgeTone({ breaker: 'half-open', perSecond: 0 })).toBe('warn');
  expect(edgeTone({ breaker: 'closed', perSecond: 9 })).toBe('busy');
  expect(edgeTone({ breaker: null, perSecond: null })).toBe('calm');
});

it('only breakers that hold something back are spoken of', () => {
  const breakers = (['closed', 'open', 'half-open'] as const).map((state) => ({
    of: 'app' as const,
    target: state,
    state,
  }));
  expect(openBreakers({ breakers }).map(({ target }) => target)).toEqual(['open', 'half-open']);
});
