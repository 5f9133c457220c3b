import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { apis } from '@mercato/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeWorld, type World } from './world.ts';

let world: World;
let port: string;
// One for all: nothing here is remembered from one request to the next, once nobody is counted.
beforeAll(async () => {
  world = await makeWorld({ limit: { perSecond: 1, burst: 1e9 } });
  port = new URL(await world.app.listen({ port: 0, host: '127.0.0.1' })).port;
});
afterAll(() => world.app.close());
beforeEach(() => {
  world.forwarder.requests.length = 0;
});

const open = Object.entries(apis).flatMap(([app, api]) =>
  Object.values(api).map((route) => ({ app, route, name: `${route.method} ${route.path}` })),
);
const isInternal = ({ route }: (typeof open)[number]): boolean => route.audience === 'internal';
const concrete = (path: string): string => path.replaceAll(/:[A-Za-z]+/g, 'some-id');

describe('every route of every contract', () => {
  const outside = open.filter((o) => !isInternal(o));
  const headers = { 'idempotency-key': 'k', 'content-type': 'application/json' };
  const ask = async ({ route }: (typeof open)[number], as?: string): Promise<unknown[]> => {
    const line = `${route.method} ${concrete(route.path)}`;
    const { status, data } = await world.call(line, as === undefined ? { headers } : { as, headers });
    return [status, data['code']];
  };

  it.each(outside.filter(({ route }) => !route.body))('$name is forwarded to $app', async (target) => {
    expect(await ask(target, 'boss')).toEqual([200, undefined]);
    const { app, route } = target;
    expect(world.forwarder.last).toMatchObject({ app, method: route.method, path: concrete(route.path) });
  });

  it.each(outside.filter(({ route }) => route.body))('$name is checked by its contract', async (target) => {
    expect(await ask(target, 'boss')).toEqual([400, 'request.invalid']);
    expect(world.forwarder.requests).toEqual([]);
  });

  it.each(outside.filter(({ route }) => ['user', 'admin'].includes(route.audience)))(
    '$name wants a token',
    async (target) => {
      expect(await ask(target)).toEqual([401, 'auth.required']);
      expect(world.forwarder.requests).toEqual([]);
    },
  );

  it.each(outside.filter(({ route }) => route.audience === 'admin'))('$name wants an administrator', async (target) => {
    expect(await ask(target, 'ada')).toEqual([403, 'auth.forbidden']);
    expect(world.forwarder.requests).toEqual([]);
  });

  it.each(outside.filter(({ route }) => ['public', 'guest'].includes(route.audience)))(
    '$name is for anybody',
    async (target) => {
      const [status] = await ask(target);
      expect([200, 400]).toContain(status);
    },
  );

  it.each(open.filter(isInternal))('$name is not there for the world', async ({ route }) => {
    const reply = await world.call(`${route.method} ${concrete(route.path)}`, { as: 'boss', body: {} });
    expect([reply.status, reply.data['code']]).toEqual([404, 'route.not_found']);
    expect(world.forwarder.requests).toEqual([]);
  });
});

describe('what is not there', () => {
  it.each(['/nothing', '/api', '/api/', '/api/products/a/b', '/v1.0/invoke/user/method/livez', '/subscriptions/x'])(
    '%s is 404',
    async (path) => {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'QUERY']) {
        const reply = await world.call(`${method} ${path}`, { as: 'boss' });
        expect([reply.status, reply.data['code']]).toEqual([404, 'route.not_found']);
        expect(reply.headers['content-type']).toContain('application/problem+json');
      }
    },
  );

  it.each([
    ['POST /api/users/some-id', 'GET, HEAD, PUT, DELETE'],
    ['GET /api/users/login', 'POST'],
    ['DELETE /api/products', 'GET, HEAD, POST'],
    ['OPTIONS /api/cart', 'GET, HEAD, DELETE'],
    ['HEAD /api/orders/some-id/stream', 'GET'],
    ['QUERY /api/products', 'GET, HEAD, POST'],
    ['TRACE /api/products', 'GET, HEAD, POST'],
  ])('%s is 405 and names %s', async (line, allow) => {
    const reply = await world.call(line, { as: 'boss' });
    expect([reply.status, reply.headers['allow']]).toEqual([405, allow]);
    expect(world.forwarder.requests).toEqual([]);
  });

  it('answers HEAD as GET without its body', async () => {
    const reply = await world.call('HEAD /api/products');
    expect([reply.status, reply.text]).toEqual([200, '']);
    expect(world.forwarder.last.method).toBe('GET');
  });
});

/** Over a socket, since `inject` tidies a path up before anybody sees it. */
const get = async (path: string): Promise<{ status: number | undefined; code: unknown }> => {
  const request = httpRequest({ host: '127.0.0.1', port, path, agent: false });
  const [reply] = (await once(request.end(), 'response')) as [IncomingMessage];
  const { code } = JSON.parse(await text(reply)) as { code?: unknown };
  return { status: reply.statusCode, code };
};

describe('a hostile path', () => {
  it.each([
    '//api/products',
    '/api//products',
    '/api/products/../../internal/products/quote',
    '/api/products/..%2f..%2finternal',
    '/api/products/..',
    '/api/products/%2e%2e',
    '/api/products/a%2fb',
    '/api/products/a%5cb',
    '/api/products/a%00b',
    '/api/products/a%0d%0aset-cookie:%20x',
    '/api/products/%zz',
    '/api/products/%',
    '/api/products/%c0%af',
    '/api/products/a;b',
    '/api/products/a:b',
    `/api/products/${'a'.repeat(65)}`,
    `/api/products/${'a'.repeat(5000)}`,
    '/%2e%2e/livez',
    '/api/%70roducts/x/../y',
  ])('%s is refused, and nothing is forwarded', async (path) => {
    const { status, code } = await get(path);
    expect([400, 404]).toContain(status);
    expect(code).toMatch(/^(request\.invalid|route\.not_found)$/);
    expect(world.forwarder.requests).toEqual([]);
  });

  it('reaches a service only in the words of the contract', async () => {
    await world.call('GET /api/%70roducts/prd-1?x=1');
    expect(world.forwarder.requests.map((r) => r.path)).toEqual(['/api/products/prd-1']);
  });
});
