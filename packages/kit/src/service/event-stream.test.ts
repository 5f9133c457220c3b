import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { buildShop } from '../../test/shop.ts';
import { currentContext } from '../context/index.ts';
import { eventStream, frameOf } from './event-stream.ts';
import { type ServerSentEvent, stream } from './reply.ts';

const never = (): AbortSignal => new AbortController().signal;
const inContext = <T>(step: () => T): T => step();

const textOf = async (body: AsyncIterable<unknown>): Promise<string> => {
  let text = '';
  for await (const chunk of body) text += String(chunk);
  return text;
};

/** Events that come when told, and know whether they were returned. */
const source = (events: readonly ServerSentEvent[], pauseMs = 0) => {
  const state = { returned: false, deadlines: [] as number[] };
  const iterate = async function* (): AsyncGenerator<ServerSentEvent> {
    try {
      for (const one of events) {
        await delay(pauseMs);
        state.deadlines.push((currentContext()?.deadline ?? 0) - Date.now());
        yield one;
      }
    } finally {
      state.returned = true;
    }
  };
  return { state, events: iterate() };
};

/** Events that never come. */
const silent = () => {
  const state = { returned: false };
  const iterator: AsyncIterator<ServerSentEvent> = {
    next: () => new Promise(() => {}),
    return: async () => {
      state.returned = true;
      return { done: true, value: undefined };
    },
  };
  const events: AsyncIterable<ServerSentEvent> = { [Symbol.asyncIterator]: () => iterator };
  return { state, events };
};

describe('frameOf', () => {
  it.each<[ServerSentEvent, string]>([
    [{ data: { a: 1 } }, 'data: {"a":1}\n\n'],
    [{ id: '1', event: 'step', data: 'x' }, 'id: 1\nevent: step\ndata: x\n\n'],
    [{ retry: 1500, data: 1 }, 'retry: 1500\ndata: 1\n\n'],
    [{ data: 'a\nb\r\nc' }, 'data: a\ndata: b\ndata: c\n\n'],
    [{ id: '1\ndata: forged', data: undefined }, 'id: 1 data: forged\ndata: null\n\n'],
  ])('%j', (event, frame) => {
    expect(frameOf(event)).toBe(frame);
  });
});

describe('eventStream', () => {
  it('opens at once, sends every event, and ends', async () => {
    const { events, state } = source([{ data: 1 }, { data: 2 }]);
    const text = await textOf(eventStream(events, { heartbeatMs: 1_000, signal: never(), inContext }));
    expect(text).toBe(': open\n\ndata: 1\n\ndata: 2\n\n');
    expect(state.returned).toBe(true);
  });

  it('beats while nothing happens, and loses nothing meanwhile', async () => {
    const { events } = source([{ data: 1 }], 300);
    const text = await textOf(eventStream(events, { heartbeatMs: 20, signal: never(), inContext }));
    expect(text).toMatch(/^: open\n\n(:\n\n){2,}data: 1\n\n$/);
  });

  it('ends at once when it is stopped, and returns the iterator', async () => {
    const stop = new AbortController();
    const { events, state } = silent();
    const body = textOf(eventStream(events, { heartbeatMs: 60_000, signal: stop.signal, inContext }));
    setTimeout(() => stop.abort(), 10);
    expect(await body).toBe(': open\n\n');
    expect(state.returned).toBe(true);
  });

  it('breaks when its events break', async () => {
    const broken = async function* (): AsyncGenerator<ServerSentEvent> {
      yield { data: 1 };
      throw new Error('gone');
    };
    await expect(textOf(eventStream(broken(), { heartbeatMs: 1_000, signal: never(), inContext }))).rejects.toThrow(
      'gone',
    );
  });
});

describe('a route that streams', () => {
  it('answers text/event-stream', async () => {
    const app = await buildShop();
    const response = await app.inject({ url: '/api/things/a/stream' });
    expect(response.headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    expect(response.body).toContain('id: 1\nevent: step\ndata: {"n":1}\n\ndata: two\ndata: lines\n\n');
    await app.close();
  });

  it('is brief where too many stream already', { timeout: 20_000 }, async () => {
    const app = await buildShop({}, { watch: async () => stream(silent().events) });
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const stop = new AbortController();
    const open = () => fetch(`${address}/api/things/a/stream`, { signal: stop.signal });
    const held = await Promise.all(Array.from({ length: 12 }, open));
    const brief = await open();
    expect(await brief.text()).toBe(': open\n\n');
    expect(held.map(({ bodyUsed }) => bodyUsed)).toEqual(held.map(() => false));
    stop.abort();
    await app.close();
  });

  it('gives each step a deadline of its own', async () => {
    const { events, state } = source(
      Array.from({ length: 6 }, () => ({ data: 1 })),
      100,
    );
    const app = await buildShop({ deadlines: { request: 400 } }, { watch: async () => stream(events) });
    await app.inject({ url: '/api/things/a/stream' });
    expect(state.deadlines).toHaveLength(6);
    for (const left of state.deadlines) expect(left).toBeGreaterThan(0);
    await app.close();
  });

  it('returns the iterator when the client goes away', async () => {
    const { events, state } = silent();
    const app = await buildShop({}, { watch: async () => stream(events) });
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    await new Promise<void>((resolve) => {
      const client = request(`${address}/api/things/a/stream`, (response) => {
        response.once('data', () => {
          client.destroy();
          resolve();
        });
      });
      client.on('error', () => {});
      client.end();
    });
    const until = Date.now() + 5_000;
    while (!state.returned && Date.now() < until) await delay(5);
    expect(state.returned).toBe(true);
    await app.close();
  });
});
