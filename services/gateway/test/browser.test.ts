import { baseConfig, loadConfig } from '@mercato/kit/config';
import { afterAll, describe, expect, it } from 'vitest';
import { gatewayConfig } from '../src/config.ts';
import type { GatewaySettings } from '../src/routes/deps.ts';
import { type Answer, type Call, json, makeWorld, type World } from './world.ts';

const shop = 'https://shop.example';
const openapi = async () => JSON.stringify({ openapi: '3.1.0', paths: {} });

type Options = { readonly settings?: Partial<GatewaySettings> };

// One world for each way to be set up: nothing here is remembered from one request to the next.
const worlds = new Map<string, Promise<World>>();
afterAll(async () => {
  for (const world of await Promise.all(worlds.values())) await world.app.close();
});

const ask = async (line: string, options: Options = {}, call: Call = {}): Promise<Answer> => {
  const key = JSON.stringify(options);
  const made = worlds.get(key) ?? makeWorld({ around: { openapi }, limit: { perSecond: 1, burst: 1e9 }, ...options });
  worlds.set(key, made);
  return (await made).call(line, call);
};

const everywhere = [
  'GET /',
  'GET /api/products',
  'GET /api/orders/o1',
  'POST /api/users/login',
  'GET /nothing',
  'GET /api/products/%zz',
  'PATCH /api/products',
  'GET /docs',
  'GET /docs/initializer.js',
  'GET /docs/assets/swagger-ui.css',
  'GET /docs/assets/nothing.css',
  'GET /openapi.json',
  'GET /livez',
];

const policyOf = (value: unknown): ReadonlyMap<string, string> =>
  new Map(
    String(value)
      .split('; ')
      .map((directive) => [directive.split(' ', 1)[0] ?? '', directive.split(' ').slice(1).join(' ')]),
  );

describe.each(everywhere)('%s', (line) => {
  it('tells browsers to be careful', async () => {
    const { headers } = await ask(line, {}, { headers: { origin: 'https://evil.example' } });
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(headers['permissions-policy']).toContain('camera=()');
    for (const name of ['strict-transport-security', 'server', 'x-powered-by']) expect(headers[name]).toBeUndefined();
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it('allows no foreign host, plugin, frame or form', async () => {
    const { headers } = await ask(line);
    const policy = policyOf(headers['content-security-policy']);
    for (const name of ['default-src', 'object-src', 'base-uri', 'form-action', 'frame-ancestors'])
      expect(policy.get(name), name).toBe("'none'");
    for (const [name, sources] of policy) expect(sources, name).toMatch(/^('none'|'self'( data:)?)$/);
  });

  it('insists on HTTPS where TLS ends before it', async () => {
    const { headers } = await ask(line, { settings: { tls: true } });
    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  });

  it('is kept by no cache, unless it is a file of the docs', async () => {
    const { headers, status } = await ask(line, {}, { as: 'ada' });
    const isFile = line.includes('/assets/') && status === 200;
    expect(headers['cache-control']).toMatch(isFile ? /^public, max-age=3600/ : /^no-store$/);
  });
});

it('leaves caching to a service that says something about it', async () => {
  const world = await makeWorld();
  world.forwarder.answer = () => json({}, 200, { 'cache-control': 'public, max-age=60' });
  expect((await world.call('GET /api/products')).headers['cache-control']).toBe('public, max-age=60');
  await world.app.close();
});

describe('a page of another site', () => {
  const settings = { corsOrigins: [shop] };
  const preflight = (origin: string) => ({
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
  });

  it('may call when its origin is configured', async () => {
    const { status, headers } = await ask('OPTIONS /api/orders', { settings }, preflight(shop));
    expect(status).toBe(204);
    expect(headers).toMatchObject({ 'access-control-allow-origin': shop, vary: 'Origin' });
    expect(headers['access-control-allow-headers']).toContain('idempotency-key');
    const answer = await ask('GET /api/products', { settings }, { headers: { origin: shop } });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, shop]);
    expect(answer.headers['access-control-expose-headers']).toContain('location');
  });

  it.each([
    'https://evil.example',
    'https://shop.example.evil.example',
    'http://shop.example',
    'https://SHOP.example',
    'https://shop.example:444',
    'null',
    '',
  ])('may not as %j', async (origin) => {
    const { status, headers } = await ask('OPTIONS /api/orders', { settings }, preflight(origin));
    expect([status, headers['access-control-allow-origin']]).toEqual([405, undefined]);
    const answer = await ask('GET /api/products', { settings }, { headers: { origin } });
    expect([answer.headers['access-control-allow-origin'], answer.headers['vary']]).toEqual([undefined, 'Origin']);
  });

  it('brings no cookies', async () => {
    const { headers } = await ask('OPTIONS /api/orders', { settings }, preflight(shop));
    expect(headers['access-control-allow-credentials']).toBeUndefined();
  });

  it('may not at all by default', async () => {
    const { status, headers } = await ask('OPTIONS /api/orders', {}, preflight(shop));
    expect([status, headers['allow'], headers['access-control-allow-origin']]).toEqual([
      405,
      'POST, GET, HEAD',
      undefined,
    ]);
  });

  it('is no reason to answer an OPTIONS that is no preflight', async () => {
    expect((await ask('OPTIONS /api/orders', { settings }, { headers: { origin: shop } })).status).toBe(405);
    expect((await ask('OPTIONS /nothing', { settings }, { headers: { origin: shop } })).status).toBe(404);
  });
});

describe('CORS_ORIGINS', () => {
  const read = (text?: string) =>
    loadConfig(gatewayConfig, { APP_PORT: '5000', ...(text === undefined ? {} : { CORS_ORIGINS: text }) }).CORS_ORIGINS;

  it('names origins, none by default', () => {
    expect(Object.keys(baseConfig.shape)).not.toContain('CORS_ORIGINS');
    expect(read()).toEqual([]);
    expect(read('https://a.example, http://localhost:5173')).toEqual(['https://a.example', 'http://localhost:5173']);
  });

  it.each([
    '*',
    'https://*.example',
    'null',
    'http://a.example',
    'https://a.example/',
    'https://a.example/x',
    'a.example',
  ])('takes no %s', (text) => {
    expect(() => read(text)).toThrow('CORS_ORIGINS');
  });
});
