import type { FastifyInstance } from 'fastify';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { buildShop, on, thingMade } from '../../test/shop.ts';
import { InFlight } from './in-flight.ts';
import { ok, type ServerSentEvent, stream } from './reply.ts';

const host = '127.0.0.1';

describe('a service that stops', () => {
  it('first says that it is not ready, then lets requests and messages end, then closes', async () => {
    const order: string[] = [];
    const slow = async (name: string) => {
      await delay(60);
      order.push(name);
    };
    const app = await buildShop(
      { subscriptions: [on(thingMade, () => slow('message'))], onClose: async () => void order.push('closed') },
      { get: async () => (await slow('request'), ok({})) },
    );
    const request = app.inject({ url: '/api/things/a' });
    const message = app.inject({
      method: 'POST',
      url: `/subscriptions/${thingMade.topic}`,
      payload: { id: 'e', data: { thingId: 't', size: 1 } },
    });
    await delay(20);
    const closing = app.close();
    const ready = await app.inject({ url: '/readyz' });
    expect([ready.statusCode, ready.json()]).toEqual([503, { status: 'stopping' }]);
    await closing;
    expect(order.toSorted()).toEqual(['closed', 'message', 'request']);
    expect(order.at(-1)).toBe('closed');
    expect([(await request).statusCode, (await message).json()]).toEqual([200, { status: 'SUCCESS' }]);
  });

  it('serves what still comes while it closes, and asks to be left', async () => {
    const slowly = async (fastify: FastifyInstance) => void fastify.addHook('preClose', () => delay(100));
    const app = await buildShop({ extend: slowly }, { get: async () => ok({}) });
    const address = await app.listen({ port: 0, host });
    const closing = app.close();
    await delay(30);
    const { status, headers } = await fetch(`${address}/api/things/a`);
    expect([status, headers.get('connection')]).toEqual([200, 'close']);
    await closing;
  });

  it('goes on for a while, so that whoever asks whether it is ready can see it', async () => {
    const app = await buildShop({ drainMs: 300 }, { get: async () => ok({}) });
    const address = await app.listen({ port: 0, host });
    const ask = (path: string) => fetch(`${address}${path}`).then(({ status }) => status);
    const closing = app.close();
    await delay(100);
    expect(await Promise.all([ask('/readyz'), ask('/api/things/a')])).toEqual([503, 200]);
    await closing;
    await expect(ask('/api/things/a')).rejects.toThrow('fetch failed');
  });

  it('does not wait for ever', async () => {
    let closed = false;
    const begun = Promise.withResolvers<void>();
    const hang = (): Promise<never> => {
      begun.resolve();
      return new Promise(() => {});
    };
    const app = await buildShop({ stopWithinMs: 50, onClose: async () => void (closed = true) }, { get: hang });
    const address = await app.listen({ port: 0, host });
    const hanging = fetch(`${address}/api/things/a`).catch(() => 'cut');
    await begun.promise;
    const startedAt = Date.now();
    await app.close();
    expect(Date.now() - startedAt).toBeLessThan(2_000);
    expect([closed, await hanging]).toEqual([true, 'cut']);
  });

  it('ends streams', async () => {
    const endless = async function* (): AsyncGenerator<ServerSentEvent> {
      for (;;) {
        await delay(8_000);
        yield { data: 1 };
      }
    };
    const app = await buildShop({}, { watch: async () => stream(endless()) });
    const address = await app.listen({ port: 0, host });
    const response = await fetch(`${address}/api/things/a/stream`);
    const text = response.text();
    const startedAt = Date.now();
    await app.close();
    expect(await text).toBe(': open\n\n');
    expect(Date.now() - startedAt).toBeLessThan(5_000);
  });

  it('stops once, however often it is told', async () => {
    let closed = 0;
    const app = await buildShop({ onClose: async () => void (closed += 1) });
    await Promise.all([app.close(), app.close()]);
    expect(closed).toBe(1);
  });
});

describe('InFlight', () => {
  it('waits for what runs, not for what begins later', async () => {
    const inFlight = new InFlight();
    void inFlight.track(delay(20));
    void inFlight.track(Promise.reject(new Error('x'))).catch(() => {});
    const drained = inFlight.drain(5_000);
    void inFlight.track(new Promise(() => {}));
    await drained;
    expect(inFlight.size).toBe(1);
  });
});

describe('a client that does not speak HTTP', () => {
  const send = async (bytes: string): Promise<string> => {
    const app = await buildShop();
    const { port } = new URL(await app.listen({ port: 0, host }));
    const text = await new Promise<string>((resolve) => {
      let received = '';
      const socket = connect(Number(port), host, () => socket.write(bytes));
      socket.on('data', (chunk) => (received += chunk.toString()));
      socket.on('close', () => resolve(received));
      socket.on('error', () => {});
    });
    await app.close();
    return text;
  };

  it.each([
    ['headers that are too large', `GET / HTTP/1.1\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['NUL in a header', 'GET / HTTP/1.1\r\nhost: a\r\nx: a\0b\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab', 400],
  ])('%s', async (_name, bytes, status) => {
    const answer = await send(bytes);
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toContain('content-type: application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ status });
  });
});
