import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { buildShop } from '../../test/shop.ts';
import { DomainError } from '../errors/index.ts';
import type { PressureOptions } from './pressure.ts';

const busy = (ms: number): void => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};

const statuses = async (pressure?: PressureOptions): Promise<readonly number[]> => {
  const app = await buildShop(pressure ? { pressure } : {});
  const ask = async (url: string) => (await app.inject({ url })).statusCode;
  const before = await ask('/api/things/a');
  busy(400);
  await sleep(1);
  const behind = [await ask('/api/things/a'), await ask('/livez'), await ask('/readyz')];
  await sleep(300);
  const after = await ask('/api/things/a');
  await app.close();
  return [before, ...behind, after];
};

const refuse = () => new DomainError('shop.overloaded', 'Later', { retryAfter: 1 });

describe('a process that is behind', () => {
  it('refuses what is new until it has caught up, but for probes', async () => {
    expect(await statuses({ mostDelayMs: 50, refuse })).toEqual([200, 503, 200, 200, 200]);
  });

  it('is not noticed where nobody watches', async () => {
    expect(await statuses()).toEqual([200, 200, 200, 200, 200]);
  });
});
