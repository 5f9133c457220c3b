import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeWorld, type World } from './world.ts';

let world: World;
// One for all: nothing here is remembered from one request to the next, once nobody is counted.
beforeAll(async () => {
  world = await makeWorld({ limit: { perSecond: 1, burst: 1e9 } });
});
afterAll(() => world.app.close());
beforeEach(() => {
  world.forwarder.requests.length = 0;
});

const login = { email: 'ada@example.com', password: 'x' };
const asJson = { 'content-type': 'application/json' };
const expectRefused = (reply: { status: number; data: object }, status: number, code: string): void => {
  expect(reply.data).toMatchObject({ status, code });
  expect(reply.status).toBe(status);
  expect(world.forwarder.requests).toEqual([]);
};

describe('a body', () => {
  it('is forwarded byte by byte', async () => {
    const raw = '{ "password":"x\\u0041",   "email": "ada@example.com" }';
    await world.call('POST /api/users/login', { body: raw, headers: asJson });
    expect(world.forwarder.last.body?.toString()).toBe(raw);
  });

  it('is 400 naming the field where it does not match', async () => {
    const reply = await world.call('POST /api/users/login', { body: { ...login, email: 'no', extra: 1 } });
    expectRefused(reply, 400, 'request.invalid');
    expect(reply.data['errors']).toMatchObject([{ in: 'body', pointer: '/email' }, { pointer: '/extra' }]);
  });

  it.each<[string | Buffer, string]>([
    ['{', 'an open object'],
    ['nonsense', 'no JSON'],
    ['{"a":1}x', 'something behind'],
    [Buffer.from([0x7b, 0xff, 0x7d]), 'not UTF-8'],
    [Buffer.from('{"email":"\xff"}', 'latin1'), 'not UTF-8 inside'],
    ['{"__proto__":{"a":1}}', 'a prototype'],
    ['{"constructor":{"prototype":{}}}', 'a constructor'],
    ['['.repeat(30_000), 'a deep hole'],
  ])('is 400 when it cannot be read: %j (%s)', async (body) => {
    expectRefused(await world.call('POST /api/users/login', { body, headers: asJson }), 400, 'request.malformed');
  });

  it('is 400 when it is missing', async () => {
    expectRefused(await world.call('POST /api/users/login'), 400, 'request.invalid');
    expectRefused(await world.call('POST /api/users/login', { headers: asJson }), 400, 'request.invalid');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'garbage', ''])(
    'is 415 as %j',
    async (type) => {
      const headers = { 'content-type': type };
      const reply = await world.call('POST /api/users/login', { body: JSON.stringify(login), headers });
      expectRefused(reply, 415, 'request.unsupported_media');
    },
  );

  it('is 415 when it is compressed', async () => {
    const headers = { ...asJson, 'content-encoding': 'gzip' };
    const reply = await world.call('POST /api/users/login', { body: JSON.stringify(login), headers });
    expectRefused(reply, 415, 'request.unsupported_media');
  });

  it('is taken with parameters of its type', async () => {
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' };
    await world.call('POST /api/users/login', { body: JSON.stringify(login), headers });
    expect(world.forwarder.requests).toHaveLength(1);
  });

  it('is 413 above 64 KiB, or above what the contract allows', async () => {
    const big = (bytes: number): string => JSON.stringify({ ...login, pad: 'x'.repeat(bytes) });
    const small = await world.call('POST /api/users/login', { body: big(65_536), headers: asJson });
    expectRefused(small, 413, 'request.too_large');
    const headers = { ...asJson, 'idempotency-key': 'k' };
    const wide = await world.call('POST /api/products/import', { as: 'boss', body: big(100_000), headers });
    expectRefused(wide, 400, 'request.invalid');
    const wider = await world.call('POST /api/products/import', { as: 'boss', body: big(250_000), headers });
    expectRefused(wider, 413, 'request.too_large');
  });

  it('is not even read of somebody who may not', async () => {
    const anonymous = await world.call('POST /api/orders', { body: '{', headers: asJson });
    expectRefused(anonymous, 401, 'auth.required');
  });

  it('is left out where the contract has none', async () => {
    await world.call('DELETE /api/cart', { body: { a: 1 } });
    expect(world.forwarder.last.body).toBeUndefined();
  });
});

describe('a query', () => {
  it('is forwarded as it was checked', async () => {
    await world.call('GET /api/products?limit=5&q=caf%C3%A9+au%20lait');
    const [path, query] = world.forwarder.last.path.split('?');
    expect(path).toBe('/api/products');
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({ limit: '5', q: 'café au lait' });
  });

  it.each(['limit=0', 'limit=x', 'limit=1&limit=2', 'unknown=1', 'cursor=%00', '__proto__=1'])(
    'is 400 with %s',
    async (query) => {
      const reply = await world.call(`GET /api/products?${query}`);
      expectRefused(reply, 400, 'request.invalid');
      expect(reply.data['errors']).toMatchObject([{ in: 'query' }]);
    },
  );

  it('is not forwarded where the contract has none', async () => {
    await world.call('GET /api/products/prd-1?a=1&dapr-app-id=user');
    expect(world.forwarder.last.path).toBe('/api/products/prd-1');
  });
});

describe('an Idempotency-Key', () => {
  const order = { as: 'ada', body: {} } as const;

  it('is asked for where the contract requires it', async () => {
    expectRefused(await world.call('POST /api/orders', order), 400, 'idempotency.key_required');
  });

  it.each(['', 'a b', 'ä', 'x'.repeat(129)])('is 400 as %j', async (key) => {
    const reply = await world.call('POST /api/orders', { ...order, headers: { 'idempotency-key': key } });
    expectRefused(reply, 400, 'request.invalid');
    expect(reply.data['errors']).toMatchObject([{ in: 'headers', pointer: '/idempotency-key' }]);
  });

  it('is forwarded, also where it is optional', async () => {
    await world.call('DELETE /api/orders/o1', { as: 'ada', headers: { 'idempotency-key': 'k1' } });
    expect(world.forwarder.last.headers['idempotency-key']).toBe('k1');
  });
});

describe('a token', () => {
  it('is 401 when it is not valid, on guest routes too, but not on public ones', async () => {
    for (const line of ['GET /api/orders/o1', 'GET /api/cart']) {
      const reply = await world.call(line, { as: 'forged' });
      expectRefused(reply, 401, 'auth.invalid');
      expect(reply.headers['www-authenticate']).toContain('Bearer');
    }
    for (const authorization of ['Basic YTpi', 'Bearer', 'ada', 'Bearer a b'])
      expectRefused(await world.call('GET /api/cart', { headers: { authorization } }), 401, 'auth.invalid');
    expect((await world.call('GET /api/products', { as: 'forged' })).status).toBe(200);
  });

  it('is 503 when nobody can verify it, and public routes go on', async () => {
    const reply = await world.call('GET /api/orders/o1', { as: 'down' });
    expectRefused(reply, 503, 'dependency.unavailable');
    expect(reply.headers['retry-after']).toBe('1');
    expect((await world.call('GET /api/products', { as: 'down' })).status).toBe(200);
  });
});
