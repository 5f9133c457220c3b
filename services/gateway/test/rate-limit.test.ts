import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld({ limit: { perSecond: 2, burst: 3 } });
});
afterEach(() => world.app.close());

const statuses = async (times: number, call: Parameters<World['call']>[1] = {}, line = 'GET /api/products') => {
  const seen: number[] = [];
  for (let n = 0; n < times; n += 1) seen.push((await world.call(line, call)).status);
  return seen;
};

describe('the rate limit', () => {
  it('lets a burst through, then refuses and says when to come again', async () => {
    expect(await statuses(3)).toEqual([200, 200, 200]);
    const refused = await world.call('GET /api/products');
    expect([refused.status, refused.data['code'], refused.headers['retry-after']]).toEqual([429, 'rate.limited', '1']);
    expect(refused.headers).toMatchObject({
      'ratelimit-limit': '3',
      'ratelimit-remaining': '0',
      'ratelimit-reset': '2',
    });
    expect(world.forwarder.requests).toHaveLength(3);
    world.clock.advance(1000);
    expect(await statuses(3)).toEqual([200, 200, 429]);
  });

  it('tells with every answer how much is left', async () => {
    const seen = [];
    for (const line of ['GET /api/products', 'GET /nothing', 'POST /api/orders'])
      seen.push((await world.call(line)).headers['ratelimit-remaining']);
    expect(seen).toEqual(['2', '1', '0']);
  });

  it('counts a user wherever he is, and users apart from each other', async () => {
    expect(await statuses(2, { as: 'ada', from: '192.0.2.1' })).toEqual([200, 200]);
    expect(await statuses(2, { as: 'ada', from: '192.0.2.2' })).toEqual([200, 429]);
    expect(await statuses(1, { as: 'eve', from: '192.0.2.1' })).toEqual([200]);
  });

  it('counts strangers by address, whatever they call themselves', async () => {
    const lies = [{ 'x-user-id': 'a' }, { 'x-forwarded-for': '1.2.3.4' }, { authorization: 'Bearer forged' }];
    for (const headers of lies) await world.call('GET /api/products', { headers, from: '192.0.2.1' });
    expect(await statuses(1, { from: '192.0.2.1' })).toEqual([429]);
    expect(await statuses(1, { from: '192.0.2.2' })).toEqual([200]);
    expect(await statuses(1, { as: 'ada', from: '192.0.2.1' })).toEqual([200]);
  });

  it('counts forged tokens and addresses that do not exist', async () => {
    expect(await statuses(4, { as: 'forged' }, 'GET /api/orders/o1')).toEqual([401, 401, 401, 429]);
    expect(await statuses(4, { as: 'ada' }, 'GET /nothing')).toEqual([404, 404, 404, 429]);
    expect(await statuses(4, { as: 'eve' }, 'DELETE /api/products')).toEqual([405, 405, 405, 429]);
  });

  it('leaves probes alone', async () => {
    expect(await statuses(5, {}, 'GET /livez')).toEqual([200, 200, 200, 200, 200]);
  });
});
