import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld({ limit: { perSecond: 1, burst: 4 } });
});
afterEach(() => world.app.close());

describe('a machine with a key', () => {
  it('is seen by services as a verified caller, and they never see the key', async () => {
    expect((await world.call('GET /api/orders', { as: 'mk_robot' })).status).toBe(200);
    expect(world.forwarder.last.headers['authorization']).toBe('Bearer robot');
  });

  it('may what its key is good for, and nothing else', async () => {
    const refused = await world.call('POST /api/products', { as: 'mk_robot', body: {} });
    expect([refused.status, refused.data['code']]).toEqual([403, 'auth.forbidden']);
    expect((await world.call('GET /api/users/u1', { as: 'mk_robot' })).status).toBe(403);
    expect(world.forwarder.requests).toEqual([]);
  });

  it('is limited as a user is', async () => {
    const statuses = [];
    for (let n = 0; n < 5; n += 1)
      statuses.push((await world.call('GET /api/orders', { as: 'mk_robot', from: `192.0.2.${n}` })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
  });

  it('is nobody with a key that is no good, and the key goes no further', async () => {
    expect((await world.call('GET /api/orders', { as: 'mk_other' })).status).toBe(401);
    expect((await world.call('GET /api/products', { as: 'mk_other' })).status).toBe(200);
    expect(JSON.stringify(world.forwarder.requests)).not.toContain('mk_');
  });
});
