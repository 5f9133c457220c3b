import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DaprForwarder } from './dapr-forwarder.ts';

// Stands in for the sidecar: what daprd answers here is what it was seen to answer.
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const sidecar = createServer((request, response) => answer(request, response));
let forwarder: DaprForwarder;

beforeEach(async () => {
  await new Promise<void>((resolve) => sidecar.listen(0, '127.0.0.1', resolve));
  forwarder = new DaprForwarder({ httpPort: (sidecar.address() as AddressInfo).port, apiToken: 'to-sidecar' });
});
afterEach(async () => {
  sidecar.closeAllConnections();
  await new Promise((resolve) => sidecar.close(resolve));
});

const get = { app: 'product', method: 'GET', path: '/api/products?limit=1', headers: {}, timeoutMs: 5_000 } as const;
const reply = (status: number, type: string, body: string): void => {
  answer = (_request, response) => void response.writeHead(status, { 'content-type': type }).end(body);
};
const failure = (request = get): Promise<unknown> =>
  forwarder.forward(request).then(
    () => 'no failure',
    (error: unknown) => error,
  );

describe('DaprForwarder', () => {
  it('invokes through the sidecar, with method, query, headers and body as they are', async () => {
    let seen: unknown;
    const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const { method, url, headers } = request;
      const body = await text(request);
      seen = { method, url, body, key: headers['idempotency-key'], token: headers['dapr-api-token'] };
      response.writeHead(201, { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'] }).end('{}');
    };
    answer = (request, response) => void respond(request, response);
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'k' };
    const post = { ...get, app: 'order', method: 'POST', path: '/api/orders?a=%20', headers } as const;
    const given = await forwarder.forward({ ...post, body: Buffer.from('{"a": 1}') });
    expect(seen).toEqual({
      method: 'POST',
      url: '/v1.0/invoke/order/method/api/orders?a=%20',
      body: '{"a": 1}',
      key: 'k',
      token: 'to-sidecar',
    });
    expect([given.status, given.headers['set-cookie']]).toEqual([201, ['a=1', 'b=2']]);
    expect(given.body).toEqual(Buffer.from('{}'));
  });

  it('keeps its connections: sixty requests, eight at a time, open no more than sixteen', async () => {
    let connections = 0;
    const count = (): void => {
      connections += 1;
    };
    sidecar.on('connection', count);
    reply(200, 'application/json', '{}');
    const eightAtOnce = () => Promise.all(Array.from({ length: 8 }, () => forwarder.forward(get)));
    for (let n = 0; n < 5; n += 1) await eightAtOnce();
    for (let n = 0; n < 20; n += 1) await forwarder.forward(get);
    sidecar.off('connection', count);
    // As many again while the last answers are being put away.
    expect(connections).toBeLessThanOrEqual(16);
  });

  it.each([400, 404, 409, 429, 500, 503])('hands on a problem of a service with status %i', async (status) => {
    reply(status, 'application/problem+json', '{"code":"x"}');
    expect((await forwarder.forward(get)).status).toBe(status);
  });

  it.each([
    [500, '{"errorCode":"ERR_DIRECT_INVOKE","message":"fail to invoke, id: product, err: failed to resolve"}'],
    [500, '{"errorCode":"ERR_DIRECT_INVOKE","message":"circuit breaker is open"}'],
    [403, '{"errorCode":"ERR_DIRECT_INVOKE","message":"access control policy has denied access"}'],
    [404, '{"errorCode":"ERR_DIRECT_INVOKE","message":"failed getting app id"}'],
    [502, '<html>'],
  ])('takes %i from the sidecar itself for "not available", and keeps its words', async (status, body) => {
    reply(status, 'application/json', body);
    const error = await failure();
    expect(error).toMatchObject({ code: 'dependency.unavailable', retryAfter: 1 });
    expect(String(error)).not.toContain('invoke');
  });

  it('takes its deadline for a timeout, and its limit for "slow down"', async () => {
    reply(500, 'application/json', '{"errorCode":"ERR_DIRECT_INVOKE","message":"context deadline exceeded"}');
    expect(await failure()).toMatchObject({ code: 'dependency.timeout' });
    reply(429, 'text/plain', 'Too Many Requests');
    expect(await failure()).toMatchObject({ code: 'rate.limited', retryAfter: 1 });
  });

  it('says "not available" when there is no sidecar, or the answer breaks off', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"a":');
      setTimeout(() => response.destroy(), 20);
    };
    expect(await failure()).toMatchObject({ code: 'dependency.unavailable' });
    const nobody = new DaprForwarder({ httpPort: 1 });
    await expect(nobody.forward(get)).rejects.toMatchObject({ code: 'dependency.unavailable' });
  });

  it('gives up in time, also in the middle of an answer', async () => {
    answer = () => {};
    expect(await failure({ ...get, timeoutMs: 50 } as never)).toMatchObject({ code: 'dependency.timeout' });
    answer = (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{');
    expect(await failure({ ...get, timeoutMs: 50 } as never)).toMatchObject({ code: 'dependency.timeout' });
  });

  it('lets go of the service when the client is gone', async () => {
    const client = new AbortController();
    const closed = new Promise<void>((resolve) => {
      answer = (request) => {
        request.socket.once('close', resolve);
        client.abort();
      };
    });
    await expect(forwarder.forward({ ...get, timeoutMs: 60_000, signal: client.signal })).rejects.toThrow();
    await closed;
    await expect(forwarder.forward({ ...get, timeoutMs: 60_000, signal: client.signal })).rejects.toThrow();
  });

  it('joins an answer that comes in pieces', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"a":');
      setTimeout(() => response.end('1}'), 20);
    };
    expect((await forwarder.forward(get)).body).toEqual(Buffer.from('{"a":1}'));
    answer = (_request, response) => void response.writeHead(204).end();
    expect((await forwarder.forward(get)).body).toEqual(Buffer.alloc(0));
  });

  it('reads events no faster than somebody takes them, and lets go of a stream that nobody reads any more', async () => {
    const most = 64 * 1024 * 1024;
    let written = 0;
    const closed = new Promise<void>((resolve) => {
      answer = (_request, response) => {
        response.once('close', resolve).writeHead(200, { 'content-type': 'text/event-stream' });
        const more = (): void => {
          while (written < most && response.write('x'.repeat(64 * 1024))) written += 64 * 1024;
        };
        response.on('drain', more);
        more();
      };
    });
    const { body } = await forwarder.forward({ ...get, timeoutMs: 60_000 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(written).toBeLessThan(most);
    (body as Readable).destroy();
    await closed;
  });

  it('hands events on as they come, and ends the stream with its time', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
    };
    const { body } = await forwarder.forward({ ...get, timeoutMs: 200 });
    expect(body).toBeInstanceOf(Readable);
    const events: string[] = [];
    const reading = async (): Promise<void> => {
      for await (const chunk of body as Readable) events.push(String(chunk));
    };
    await expect(reading()).rejects.toThrow();
    expect(events).toEqual(['data: 1\n\n']);
  });
});
