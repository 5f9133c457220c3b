import { errors } from '@mercato/kit/errors';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { json, makeWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.app.close());

describe('to a service', () => {
  it('go the headers it may know, and ours about the hop', async () => {
    const headers = {
      accept: 'application/json',
      prefer: 'wait=5',
      'x-guest-token': 'g',
      'last-event-id': '7',
      'if-none-match': '"e"',
      'x-request-id': 'req-1',
      'user-agent': 'test',
      cookie: 'session=secret; mercato_guest=g1; mercato_session=s1; __Host-mercato_guest=g2; x__Host-mercato_guest=g3',
    };
    await world.call('GET /api/cart', { as: 'ada', headers, from: '203.0.113.9' });
    const { cookie: _all, ...same } = headers;
    const { 'x-deadline': _deadline, traceparent: _traceparent, ...sent } = world.forwarder.last.headers;
    expect(sent).toEqual({
      ...same,
      authorization: 'Bearer ada',
      cookie: 'mercato_guest=g1; __Host-mercato_guest=g2',
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-proto': 'http',
    });
  });

  it.each([
    ['GET /api/cart', 'mercato_guest=g'],
    ['DELETE /api/session', 'mercato_session=s; __Host-mercato_session=t'],
    ['GET /api/products', undefined],
  ])('goes no cookie of another: %s', async (line, sent) => {
    const cookie = 'mercato_guest=g; mercato_session=s; __Host-mercato_session=t; xmercato_session=u';
    await world.call(line, { headers: { cookie } });
    expect(world.forwarder.last.headers['cookie']).toBe(sent);
  });

  it('goes from where a browser says it asks', async () => {
    await world.call('DELETE /api/session', { headers: { 'sec-fetch-site': 'same-site' } });
    expect(world.forwarder.last.headers['sec-fetch-site']).toBe('same-site');
  });

  it('go no others: nothing for a sidecar, nothing of the connection, nothing we say ourselves', async () => {
    const forbidden = {
      'dapr-app-id': 'user',
      'dapr-api-token': 'stolen',
      'dapr-callee-app-id': 'user',
      'x-mercato-user': 'boss',
      'x-user-id': 'boss',
      'x-forwarded-host': 'evil',
      'x-forwarded-proto': 'https',
      forwarded: 'for=1.2.3.4',
      te: 'trailers',
      upgrade: 'websocket',
      'proxy-authorization': 'Basic x',
      'accept-encoding': 'br',
      host: 'evil',
      expect: '',
      'x-http-method-override': 'DELETE',
    };
    await world.call('GET /api/products', { headers: forbidden });
    const sent = world.forwarder.last.headers;
    expect(Object.keys(sent).filter((name) => name in forbidden)).toEqual(['x-forwarded-proto']);
    expect(sent['x-forwarded-proto']).toBe('http');
  });

  it('goes the signature of a webhook, with the very bytes it was made over', async () => {
    const payload = '{ "id": "evt_1",\n  "type": "payment_intent.succeeded", "data": { "n": 1.0 } }';
    const headers = { 'content-type': 'application/json', 'stripe-signature': 't=1,v1=abc' };
    await world.app.inject({ method: 'POST', url: '/api/payments/webhooks/stripe', headers, payload });
    expect(world.forwarder.last.headers).toMatchObject({ 'stripe-signature': 't=1,v1=abc' });
    expect(String(world.forwarder.last.body)).toBe(payload);
  });

  it('goes our deadline, not the one of a stranger', async () => {
    for (const deadline of ['1', '99999999999999', 'x']) {
      const reply = await world.call('GET /api/products', { headers: { 'x-deadline': deadline } });
      expect(reply.status).toBe(200);
      const left = Number(world.forwarder.last.headers['x-deadline']) - world.clock.now();
      expect(left).toBeGreaterThan(28_000);
      expect(left).toBeLessThanOrEqual(29_500);
    }
  });

  it('goes a request id that is safe to log, the same as in the answer', async () => {
    const reply = await world.call('GET /api/products', { headers: { 'x-request-id': 'a b\tc' } });
    const id = world.forwarder.last.headers['x-request-id'];
    expect(id).toMatch(/^[A-Za-z0-9._:-]{1,64}$/);
    expect(reply.headers['x-request-id']).toBe(id);
  });

  it('goes the address that our own proxies saw', async () => {
    const seen = async (trustedProxies: number): Promise<string | undefined> => {
      const behind = await makeWorld({ settings: { trustedProxies } });
      const headers = { 'x-forwarded-for': '6.6.6.6, 203.0.113.9, 10.0.0.1' };
      await behind.call('GET /api/products', { headers, from: '10.0.0.2' });
      await behind.app.close();
      return behind.forwarder.last.headers['x-forwarded-for'];
    };
    expect(await seen(0)).toBe('10.0.0.2');
    expect(await seen(2)).toBe('203.0.113.9');
  });
});

describe('from a service', () => {
  it('comes the answer as it is: status, body and the headers a client may know', async () => {
    world.forwarder.answer = () =>
      json({ id: 'o1' }, 202, {
        location: '/api/orders/o1',
        etag: '"1"',
        'preference-applied': 'wait=5',
        'idempotent-replayed': 'true',
        'set-cookie': ['a=1', 'b=2'],
        'retry-after': '3',
        'x-request-id': 'theirs',
        server: 'daprd',
        connection: 'close',
        'dapr-app-id': 'order',
        'transfer-encoding': 'chunked',
        'access-control-allow-origin': '*',
      });
    const reply = await world.call('GET /api/orders/o1', { as: 'ada' });
    expect([reply.status, reply.data]).toEqual([202, { id: 'o1' }]);
    expect(reply.headers).toMatchObject({
      location: '/api/orders/o1',
      etag: '"1"',
      'preference-applied': 'wait=5',
      'idempotent-replayed': 'true',
      'set-cookie': ['a=1', 'b=2'],
      'retry-after': '3',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(reply.headers['x-request-id']).not.toBe('theirs');
    for (const name of ['server', 'dapr-app-id', 'access-control-allow-origin'])
      expect(reply.headers[name]).toBeUndefined();
  });

  it('comes a problem untouched', async () => {
    const problem = { type: 'urn:x', title: 't', status: 409, code: 'user.email_taken', requestId: 'r' };
    world.forwarder.answer = () => json(problem, 409, { 'content-type': 'application/problem+json' });
    const reply = await world.call('GET /api/products');
    expect([reply.status, reply.data]).toEqual([409, problem]);
    expect(reply.headers['content-type']).toBe('application/problem+json');
  });

  it('comes nothing where there is nothing', async () => {
    world.forwarder.answer = () => ({ status: 204, headers: {}, body: Buffer.alloc(0) });
    const reply = await world.call('DELETE /api/cart');
    expect([reply.status, reply.text, reply.headers['content-type']]).toEqual([204, '', undefined]);
  });

  it('comes 503 with Retry-After when it is down, 504 when it is late', async () => {
    world.forwarder.answer = () => Promise.reject(errors.unavailable('product'));
    const down = await world.call('GET /api/products');
    expect([down.status, down.data['code'], down.headers['retry-after']]).toEqual([503, 'dependency.unavailable', '1']);
    world.forwarder.answer = () => Promise.reject(errors.timeout('product'));
    const late = await world.call('GET /api/products');
    expect([late.status, late.data['code']]).toEqual([504, 'dependency.timeout']);
  });

  it('is compressed on the way out when it is worth it', async () => {
    world.forwarder.answer = () => json({ text: 'x'.repeat(5000) });
    const headers = { 'accept-encoding': 'gzip' };
    expect((await world.call('GET /api/products', { headers })).headers['content-encoding']).toBe('gzip');
    world.forwarder.answer = () => json({});
    expect((await world.call('GET /api/products', { headers })).headers['content-encoding']).toBeUndefined();
  });
});

describe('a stream of events', () => {
  const events = { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no', 'cache-control': 'no-store' };

  it('reaches the client event by event, uncompressed', async () => {
    const source = new Readable({ read: () => undefined });
    world.forwarder.answer = () => ({ status: 200, headers: events, body: source });
    const address = await world.app.listen({ port: 0, host: '127.0.0.1' });
    const headers = { authorization: 'Bearer ada', 'accept-encoding': 'gzip' };
    source.push('data: 1\n\n');
    const reply = await fetch(`${address}/api/orders/o1/stream`, { headers });
    expect(reply.headers.get('content-type')).toBe('text/event-stream');
    expect(reply.headers.get('content-encoding')).toBeNull();
    expect(reply.headers.get('x-accel-buffering')).toBe('no');
    const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe('data: 1\n\n');
    source.push('data: 2\n\n');
    expect((await reader?.read())?.value).toBe('data: 2\n\n');
    source.push(null);
    expect((await reader?.read())?.done).toBe(true);
  });

  it('is given up when the client goes', async () => {
    const source = new Readable({ read: () => undefined });
    world.forwarder.answer = () => ({ status: 200, headers: events, body: source });
    const address = await world.app.listen({ port: 0, host: '127.0.0.1' });
    const client = new AbortController();
    source.push('data: 1\n\n');
    const headers = { authorization: 'Bearer ada' };
    await fetch(`${address}/api/orders/o1/stream`, { headers, signal: client.signal });
    expect(world.forwarder.last.signal?.aborted).toBe(false);
    client.abort();
    await expect.poll(() => world.forwarder.last.signal?.aborted).toBe(true);
    await expect.poll(() => source.destroyed).toBe(true);
  });
});
