import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildShop } from '../../test/shop.ts';
import { DomainError } from '../errors/index.ts';
import type { ArmedPoint, Faults, Special } from '../faults/index.ts';
import type { App } from './create-service.ts';
import { ok } from './reply.ts';

let app: App;
let done: number;
let met: string[];
let armed: Partial<Record<ArmedPoint, () => Promise<Special | undefined>>>;

const faults: Faults = {
  at: (point, label, key) => {
    met.push(`${point} ${label} ${key}`);
    return armed[point]?.() ?? Promise.resolve(undefined);
  },
};
beforeEach(async () => {
  [done, met, armed] = [0, [], {}];
  const reserve = () => Promise.resolve(ok({ done: (done += 1) > 0 }));
  app = await buildShop({ faults }, { reserve });
});
afterEach(() => app.close());

const reserve = () => app.inject({ method: 'POST', url: '/internal/things/reserve', payload: { orderId: 'o1' } });

describe('an internal route', () => {
  it('meets faults by its id and the order, before and after its handler', async () => {
    expect((await reserve()).json()).toEqual({ done: true });
    expect(met).toEqual(['before-handler reserveThing o1', 'after-handler reserveThing o1']);
  });

  it('refuses with a verdict, and does nothing', async () => {
    armed['before-handler'] = () => Promise.reject(new DomainError('stock.insufficient', 'armed'));
    const answer = await reserve();
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { verdict: 'refused', code: 'stock.insufficient', detail: 'armed' },
    ]);
    expect(done).toBe(0);
  });

  it('fails as it would by itself, before or after it did its work', async () => {
    const fail = () => Promise.reject(new DomainError('dependency.timeout', 'armed'));
    armed['before-handler'] = fail;
    expect([(await reserve()).statusCode, done]).toEqual([504, 0]);
    armed = { 'after-handler': fail };
    expect([(await reserve()).statusCode, done]).toEqual([504, 1]);
  });

  it('fails once for each request, however often a fault is armed', async () => {
    armed['after-handler'] = () => Promise.reject(new DomainError('dependency.timeout', 'armed'));
    const answer = await reserve();
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([504, 'dependency.timeout']);
    expect(met).toEqual(['before-handler reserveThing o1', 'after-handler reserveThing o1']);
  });

  it('hangs up when it has done its work', async () => {
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    armed['after-handler'] = () => Promise.resolve('hang-up');
    await expect(fetch(`${url}/internal/things/reserve`, { method: 'POST' })).rejects.toThrow('fetch failed');
    expect(done).toBe(1);
  });
});

it('other routes meet none', async () => {
  await app.inject({ url: '/api/things' });
  expect(met).toEqual([]);
});
