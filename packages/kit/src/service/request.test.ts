import type { Problem } from '@mercato/contracts/shared';
import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { as, buildShop } from '../../test/shop.ts';
import type { App } from './create-service.ts';

let app: App;
beforeAll(async () => {
  app = await buildShop();
});
afterAll(() => app.close());

const send = async (options: InjectOptions) => {
  const response = await app.inject(options);
  return { response, problem: response.json<Problem>() };
};

const add = (payload: unknown, headers: Record<string, string> = {}): InjectOptions => ({
  method: 'POST',
  url: '/api/things',
  headers: { ...as('ada'), 'idempotency-key': 'k', 'content-type': 'application/json', ...headers },
  payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
});

describe('a request that does not match its contract', () => {
  const cases: [string, InjectOptions, string, string[]][] = [
    ['query of a wrong type', { url: '/api/things?limit=x' }, 'request.invalid', ['query/limit']],
    ['query given twice', { url: '/api/things?limit=1&limit=2' }, 'request.invalid', ['query/limit']],
    ['unknown query', { url: '/api/things?color=red' }, 'request.invalid', ['query/color']],
    ['param of a wrong form', { url: '/api/things/a%20b' }, 'request.invalid', ['params/id']],
    ['param with NUL', { url: '/api/things/a%00' }, 'request.invalid', ['params/id']],
    ['param that is long', { url: `/api/things/${'a'.repeat(500)}` }, 'request.invalid', ['params/id']],
    ['param that is endless', { url: `/api/things/${'a'.repeat(5000)}` }, 'request.invalid', ['params']],
    ['broken percent-encoding', { url: '/api/things/%E0%A4%A' }, 'request.invalid', ['params']],
    ['missing field', add({}), 'request.invalid', ['body/name']],
    ['unknown fields', add({ name: 'a', x: 1, y: 2 }), 'request.invalid', ['body/x', 'body/y']],
    [
      'nested field, pointer escaped',
      add({ name: 'a', tags: [{ 'a/b': 1 }] }),
      'request.invalid',
      ['body/tags/0/a~1b'],
    ],
    ['union, nearest branch', add({ name: 'a', change: { set: 1 } }), 'request.invalid', ['body/change/version']],
    ['NUL in a text', add({ name: 'a\0b' }), 'request.invalid', ['body/name']],
    ['no body', add(''), 'request.invalid', ['body']],
    ['null', add(null), 'request.invalid', ['body']],
    ['array', add([]), 'request.invalid', ['body']],
    ['bad JSON', add('{"name":'), 'request.malformed', []],
    ['raw NUL in JSON', add('{"name":"\0"}'), 'request.malformed', []],
    ['prototype poisoning', add('{"name":"a","__proto__":{"admin":true}}'), 'request.malformed', []],
    ['constructor poisoning', add('{"name":"a","constructor":{"prototype":{"x":1}}}'), 'request.malformed', []],
    ['too large', add({ name: 'a'.repeat(70_000) }), 'request.too_large', []],
    [
      'form data',
      add('name=a', { 'content-type': 'application/x-www-form-urlencoded' }),
      'request.unsupported_media',
      [],
    ],
    ['text', add('a', { 'content-type': 'text/plain' }), 'request.unsupported_media', []],
    ['no such type', add('{}', { 'content-type': ';;;' }), 'request.unsupported_media', []],
    ['compressed', add('{"name":"a"}', { 'content-encoding': 'gzip' }), 'request.unsupported_media', []],
    [
      'key with a space',
      add({ name: 'a' }, { 'idempotency-key': 'a b' }),
      'request.invalid',
      ['headers/idempotency-key'],
    ],
    ['unknown route', { url: '/api/nothing' }, 'route.not_found', []],
    ['other case', { url: '/API/things' }, 'route.not_found', []],
    ['other method', { method: 'PUT', url: '/api/things' }, 'method.not_allowed', []],
    ['other method where a parameter would match', { url: '/api/things/special' }, 'method.not_allowed', []],
    ['method without a meaning here', { method: 'PROPFIND', url: '/api/things' }, 'method.not_allowed', []],
    ['QUERY, which wants a body', { method: 'QUERY', url: '/api/things' }, 'method.not_allowed', []],
  ];

  it.each(cases)('%s', async (_name, options, code, fields) => {
    const { response, problem } = await send(options);
    expect(problem.code).toBe(code);
    expect(response.statusCode).toBe(problem.status);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(response.headers['x-request-id']).toBe(problem.requestId);
    expect((problem.errors ?? []).map((error) => error.in + error.pointer)).toEqual(fields);
  });

  it('names the methods an address has', async () => {
    expect((await send({ method: 'PUT', url: '/api/things' })).response.headers.allow).toBe('GET, HEAD, POST');
    expect((await app.inject({ method: 'HEAD', url: '/api/things/a/stream' })).headers.allow).toBe('GET');
  });

  it('lists no more than 20 errors, each of bounded length', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`${'x'.repeat(150)}${i}`, 1]));
    const { problem } = await send(add({ name: 'a', ...unknown }));
    expect(problem.errors).toHaveLength(20);
  });

  it('survives nesting that is deeper than the stack', async () => {
    const deep = '['.repeat(30_000) + ']'.repeat(30_000);
    expect((await send(add(`{"name":${deep}}`))).response.statusCode).toBe(400);
  });
});

describe('a request that matches', () => {
  it('ignores what a client claims about a body it does not send', async () => {
    for (const type of ['application/json', 'application/grpc', 'text/plain', '']) {
      const response = await app.inject({
        method: 'POST',
        url: '/internal/things/reserve',
        headers: type ? { 'content-type': type } : {},
      });
      expect([type, response.statusCode]).toEqual([type, 200]);
    }
    expect((await app.inject({ method: 'DELETE', url: '/api/things/a', payload: {} })).statusCode).toBe(204);
  });

  it('answers HEAD like GET, without the body', async () => {
    const response = await app.inject({ method: 'HEAD', url: '/api/things' });
    expect([response.statusCode, response.body, response.headers['content-length']]).toEqual([200, '', '12']);
  });
});

describe('whatever comes in', () => {
  const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.json());
  const headers = fc.record({
    'content-type': fc.constantFrom('application/json', 'text/json', 'application/json; charset=utf-16', '*/*'),
    'idempotency-key': fc.string({ minLength: 1 }).map((text) => encodeURIComponent(text)),
    'x-deadline': fc.constantFrom('', '-1', 'NaN', '1e9', '99999999999999'),
    prefer: fc.constantFrom('wait=-1', 'wait=9e9', 'wait', ',,;', 'respond-async;x=y'),
    cookie: fc.constantFrom('', '=;=', 'a=%ZZ', '__proto__=1'),
    traceparent: fc.constantFrom('', '00-x', `00-${'0'.repeat(32)}-${'0'.repeat(16)}-00`),
  });

  it('the answer is never a 5xx', async () => {
    const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS');
    const path = fc.oneof(
      fc.constantFrom('/api/things', '/api/things/special', '/internal/things/reserve', '/api/things?limit=1'),
      fc.string({ unit: 'binary' }).map((text) => `/api/things/${encodeURIComponent(text.toWellFormed())}`),
      fc.webQueryParameters().map((query) => `/api/things?${query}`),
    );
    const name = fc.constantFrom('ada', 'root', 'nobody');
    await fc.assert(
      fc.asyncProperty(method, path, anyText, headers, name, async (verb, url, payload, extra, user) => {
        const response = await app.inject({ method: verb as 'GET', url, payload, headers: { ...extra, ...as(user) } });
        expect(response.statusCode).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  });

  it('of any JSON only what the contract describes gets through', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (body) => {
        const response = await app.inject(add(body));
        const named = typeof body === 'object' && body !== null && 'name' in body;
        expect(named ? [201, 400] : [400]).toContain(response.statusCode);
      }),
      { numRuns: 200 },
    );
  });
});
