import { defineApi } from '@mercato/contracts/shared';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { as, buildShop, capturedLog, type ShopApi, shopHandlers } from '../../test/shop.ts';
import { currentContext } from '../context/index.ts';
import { DomainError } from '../errors/index.ts';
import { createService } from './create-service.ts';
import { accepted, created, empty, noContent, ok } from './reply.ts';
import type { Handlers, RouteRequest } from './request.ts';

describe('an answer', () => {
  it('carries status, body, Location and cookies', async () => {
    const cookies = [
      { name: 'guest', value: 'a b;c', maxAge: 60 },
      { name: 'old', value: '', maxAge: 0 },
      { name: 'key', value: 'k', sameSite: 'strict' as const },
    ];
    const app = await buildShop(
      {},
      {
        add: async ({ body, cookies: sent }) =>
          body.name === 'async'
            ? accepted('t1', '/api/things/t1')
            : { ...created({ name: sent['guest'] ?? '-' }, '/t'), cookies },
      },
    );
    const add = (name: string, headers: object = {}) =>
      app.inject({
        method: 'POST',
        url: '/api/things',
        headers: { ...as('ada'), 'idempotency-key': 'k', cookie: 'guest=me', ...headers },
        payload: { name },
      });
    const plain = await add('a');
    expect([plain.statusCode, plain.json(), plain.headers.location]).toEqual([201, { name: 'me' }, '/t']);
    expect(plain.headers['set-cookie']).toEqual([
      'guest=a%20b%3Bc; Max-Age=60; Path=/; HttpOnly; SameSite=Lax',
      'old=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
      'key=k; Path=/; HttpOnly; SameSite=Strict',
    ]);
    const secure = await add('a', { 'x-forwarded-proto': 'https' });
    expect(secure.headers['set-cookie']).toEqual([
      '__Host-guest=a%20b%3Bc; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax',
      '__Host-old=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
      '__Host-key=k; Path=/; HttpOnly; Secure; SameSite=Strict',
    ]);
    // Over HTTPS a neighbour may have planted the other one.
    const both = await add('a', { 'x-forwarded-proto': 'https', cookie: 'guest=planted; __Host-guest=mine' });
    expect([secure.json(), both.json()]).toEqual([{ name: '-' }, { name: 'mine' }]);
    const later = await add('async');
    expect([later.statusCode, later.json(), later.headers.location]).toEqual([
      202,
      { id: 't1', status: 'accepted', href: '/api/things/t1' },
      '/api/things/t1',
    ]);
    await app.close();
  });

  it('may have no body', async () => {
    const app = await buildShop();
    const removed = await app.inject({ method: 'DELETE', url: '/api/things/a' });
    expect([removed.statusCode, removed.body]).toEqual([204, '']);
    const special = await app.inject({ method: 'POST', url: '/api/things/special', headers: as('root') });
    expect([special.statusCode, special.body, special.headers['content-length']]).toEqual([202, '', '0']);
    await app.close();
  });
});

describe('extend', () => {
  const build = (logger = capturedLog().logger) =>
    buildShop({
      logger,
      extend: (fastify) => {
        fastify.register(async (scope) => {
          scope.removeAllContentTypeParsers();
          scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
          scope.all('/proxy/*', async (request, reply) => {
            if (request.url.endsWith('/down'))
              throw new DomainError('dependency.unavailable', 'order is not available');
            let bytes = 0;
            for await (const chunk of request.body as AsyncIterable<Buffer>) bytes += chunk.length;
            return reply.send({ bytes, context: currentContext() });
          });
        });
      },
    });

  it('adds routes with bodies of their own, and with the context, errors and metrics of all others', async () => {
    const app = await build();
    const headers = { 'x-request-id': 'r1', 'content-type': 'application/octet-stream' };
    const through = await app.inject({ method: 'POST', url: '/proxy/a', headers, payload: 'x'.repeat(100_000) });
    expect(through.json()).toMatchObject({ bytes: 100_000, context: { requestId: 'r1' } });
    const down = await app.inject({ method: 'GET', url: '/proxy/down', headers: { 'x-request-id': 'r2' } });
    expect([down.statusCode, down.json()]).toMatchObject([503, { code: 'dependency.unavailable', requestId: 'r2' }]);
    expect((await app.inject('/metrics')).body).toContain('route="/proxy/*",method="GET",status="503"');
    await app.close();
  });

  it('leaves the strictness of contract routes as it is', async () => {
    const app = await build();
    const text = { 'content-type': 'text/plain', ...as('ada') };
    const response = await app.inject({ method: 'POST', url: '/api/things', headers: text, payload: 'x' });
    expect(response.statusCode).toBe(415);
    await app.close();
  });
});

describe('compression', () => {
  const encodingOf = async (compress: boolean, accept = 'gzip') => {
    const app = await buildShop({ compress, openapi: async () => JSON.stringify({ text: 'x'.repeat(5_000) }) });
    const response = await app.inject({ url: '/openapi.json', headers: { 'accept-encoding': accept } });
    await app.close();
    return response;
  };

  it('is the gateway’s business', async () => {
    const compressed = await encodingOf(true);
    expect(compressed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(compressed.rawPayload).toString()).toContain('xxx');
    expect((await encodingOf(true, 'br')).headers['content-encoding']).toBe('br');
    expect((await encodingOf(false)).headers['content-encoding']).toBeUndefined();
  });

  it('never unpacks what comes in', async () => {
    const app = await buildShop({ compress: true });
    const headers = { ...as('ada'), 'content-encoding': 'gzip', 'content-type': 'application/json' };
    const response = await app.inject({ method: 'POST', url: '/api/things', headers, payload: '{}' });
    expect(response.statusCode).toBe(415);
    await app.close();
  });
});

describe('addresses', () => {
  it('that differ only in the name of a parameter share their methods', async () => {
    const route = { summary: '', audience: 'public', answers: { 204: 'empty' }, errors: [] } as const;
    const api = defineApi({
      read: { ...route, id: 'read', method: 'GET', path: '/x/:id', params: z.strictObject({ id: z.string() }) },
      drop: { ...route, id: 'drop', method: 'DELETE', path: '/x/:id' },
      put: { ...route, id: 'put', method: 'PUT', path: '/x/:id/y' },
    });
    const handlers = { read: async () => noContent(), drop: async () => noContent(), put: async () => noContent() };
    const app = await createService({ name: 'product', api, handlers, logger: false });
    expect((await app.inject({ method: 'PATCH', url: '/x/1' })).headers.allow).toBe('GET, HEAD, DELETE');
    expect((await app.inject({ method: 'DELETE', url: '/x/1' })).statusCode).toBe(204);
    expect((await app.inject({ method: 'GET', url: '/x/1/y' })).headers.allow).toBe('PUT');
    await app.close();
  });
});

describe('the types of handlers', () => {
  it('follow the contract', () => {
    const check = (request: RouteRequest<ShopApi['add']>): string =>
      `${request.body.name} ${request.caller.userId} ${request.idempotencyKey.length}`;
    // @ts-expect-error a guest may be nobody
    const guest = (request: RouteRequest<ShopApi['get']>): string => request.caller.userId;
    // @ts-expect-error there is no such route left out
    const missing: Handlers<ShopApi> = { list: shopHandlers.list };
    // @ts-expect-error the contract wants a number
    const wrongBody: Handlers<ShopApi>['list'] = async () => ok({ limit: 'x' });
    // @ts-expect-error the contract has no 200
    const wrongStatus: Handlers<ShopApi>['special'] = async () => ok({});
    // @ts-expect-error the contract wants no body
    const body: Handlers<ShopApi>['remove'] = async () => ({ status: 204, body: {} });
    const right: Handlers<ShopApi>['special'] = async () => empty(202);
    expect([check, guest, missing, wrongBody, wrongStatus, body, right]).toHaveLength(7);
  });
});
