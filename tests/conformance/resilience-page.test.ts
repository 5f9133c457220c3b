import { describe, expect, test } from 'vitest';
import { readText, resiliencyOf } from './files.ts';
import { figureIn, msOf } from './figure.ts';
import { quotedIn, tableOf } from './markdown-table.ts';

const page = readText('docs/resilience.md');
const standsIn = (row: Readonly<Record<string, string>>): string => {
  const [path = '', name = ''] = quotedIn(row['stands in'] ?? '');
  return figureIn(path, name);
};

describe("the catalogue's figures", () => {
  const rows = tableOf(page, 'figure');

  test.each(rows)('$figure, $the catalogue: $here', (row) => {
    expect(standsIn(row)).toBe(row['here']);
    expect(row['why']).not.toBe('');
  });

  test('each requirement of resilience that names figures has a row', () => {
    const named = new Set(rows.flatMap((row) => (row['figure'] ?? '').split(', ')));
    for (const id of [
      'RES-1',
      'RES-2',
      'RES-3',
      'RES-4',
      'RES-5',
      'RES-6',
      'RES-7',
      'GW-3',
      'PRD-10',
      'PAY-6',
      'SAG-4',
    ]) {
      expect(named).toContain(id);
    }
  });

  test('each number in the policies has a row, here or in the budget of time', () => {
    const told = new Set(
      [...rows, ...tableOf(page, 'budget')].flatMap((row) => quotedIn(row['stands in'] ?? '')[1] ?? []),
    );
    const { timeouts, circuitBreakers } = resiliencyOf('resiliency').spec.policies;
    for (const name of ['internalCall', 'paymentCall', 'stateAccess', 'publish', 'commandDelivery']) {
      expect(timeouts).toHaveProperty(name);
      expect(told).toContain(`spec.policies.timeouts.${name}`);
    }
    for (const field of Object.keys(circuitBreakers['callee'] ?? {})) {
      expect(told).toContain(`spec.policies.circuitBreakers.callee.${field}`);
    }
  });
});

describe('the budget of time', () => {
  const rows = tableOf(page, 'budget');

  test.each(rows)('$budget: $ms ms', (row) => {
    expect(msOf(standsIn(row))).toBe(Number(row['ms']));
  });

  test('shrinks from each to the next', () => {
    const budgets = rows.map((row) => Number(row['ms']));
    for (const [at, ms] of budgets.slice(1).entries()) expect(ms).toBeLessThan(budgets[at] ?? 0);
  });

  test('no call of a saga outlives the timeout of its sidecar, which would try it again', () => {
    const { policies, targets } = resiliencyOf('resiliency').spec;
    for (const [what, app] of Object.entries({ inventory: 'product', payments: 'payment', shipping: 'shipping' })) {
      const { timeout = '' } = targets.apps[app] ?? {};
      const ms = msOf(figureIn('services/order/src/ports/call-times.ts', what));
      expect(ms).toBeLessThan(msOf(policies.timeouts[timeout] ?? ''));
    }
  });
});

describe('the retries', () => {
  const rows = tableOf(page, 'hop');
  const all = (['resiliency', 'resiliency-gateway'] as const).flatMap((file) =>
    Object.entries(resiliencyOf(file).spec.policies.retries).map(([name, policy]) => ({ file, name, policy })),
  );

  test.each(rows)('$hop', (row) => {
    const [path = '', name] = quotedIn(row['policy'] ?? '');
    const policy = all.find((one) => `dapr/${one.file}.yaml` === path && one.name === name)?.policy;
    expect(policy?.policy).toBe('exponential');
    const { maxRetries = 0, maxInterval = '0s' } = policy ?? {};
    // Dapr's own: from half a second by 1.5, up to the cap, each up to half as long again.
    const waits = Array.from({ length: maxRetries }, (_, n) => 1.5 * Math.min(500 * 1.5 ** n, msOf(maxInterval)));
    const longest = waits.reduce((sum, wait) => sum + wait, 0);
    expect(Number(row['tries'])).toBe(1 + maxRetries);
    expect(Math.round(longest)).toBe(Number(row['ms of waits at most']));
    expect(longest).toBeLessThan(Number(row['budget of who waits, ms']));
  });

  test('all have a row', () => {
    const told = rows.map((row) => quotedIn(row['policy'] ?? '').join(' '));
    expect(told.toSorted()).toEqual(all.map(({ file, name }) => `dapr/${file}.yaml ${name}`).toSorted());
  });
});
