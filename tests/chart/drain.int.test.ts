import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { chartValues } from '../../tools/gen/chart/values-file.ts';
import { type Manifest, ofKind, render, scenarios, valuesOf } from './render.ts';

const budget = z.object({ spec: z.object({ maxUnavailable: z.int().optional(), minAvailable: z.int().optional() }) });
type Budget = z.infer<typeof budget>['spec'];

/** How many of `replicas` may be evicted at once while all are well, as the disruption controller counts. */
const evictable = ({ maxUnavailable, minAvailable }: Budget, replicas: number): number =>
  Math.max(0, maxUnavailable ?? replicas - (minAvailable ?? 0));

const counts = Object.entries(chartValues().services).flatMap(([name, { scale }]) => {
  const least = scale?.min ?? chartValues().defaults.scale?.min ?? 1;
  return [1, least, scale?.max ?? least].map((replicas) => [name, replicas] as const);
});

describe.each(scenarios)('with %s values', (scenario) => {
  let budgets: ReadonlyMap<string, Manifest>;
  beforeAll(async () => {
    budgets = ofKind(await render('-f', valuesOf(scenario)), 'PodDisruptionBudget');
  });

  it.each(counts)('a node with %s goes on being drained at %i replicas', (name, replicas) => {
    expect(evictable(budget.parse(budgets.get(name)).spec, replicas)).toBeGreaterThan(0);
  });
});

it('which the catalogue’s own budgets would not: two must be there, and there are two', () => {
  expect(evictable({ minAvailable: 2 }, 2)).toBe(0);
  expect(evictable({ minAvailable: 1 }, 1)).toBe(0);
});
