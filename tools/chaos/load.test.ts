import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Random } from '../seed/random.ts';
import { runLoad } from './load.ts';

const load = (visit: () => Promise<void>, ms: number): Promise<void> =>
  runLoad({ visit, perSecond: 100, random: new Random(3), signal: AbortSignal.timeout(ms) });

it('visitors come at their rate, however slow the shop, and are all served', async () => {
  let [came, served] = [0, 0];
  await load(async () => {
    came += 1;
    await sleep(300);
    served += 1;
  }, 500);
  expect(came).toBeGreaterThan(25);
  expect(came).toBeLessThan(80);
  expect(served).toBe(came);
});

it('a visit that breaks is no secret', () =>
  expect(load(() => Promise.reject(new Error('nobody thought of this')), 50)).rejects.toThrow('nobody thought of'));
