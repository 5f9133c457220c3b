import { setTimeout as sleep } from 'node:timers/promises';
import { orderApi } from '@mercato/contracts/order';
import { accepted, createService, type ServerSentEvent, stream } from '@mercato/kit/service';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Edit, replaced, scaled, sharedWorld } from '../../support/policies.ts';

const { world, config } = sharedWorld();
const policies = 'resiliency-gateway.yaml';
const waitMs = 10_000;
const lastEvent = 12;
const everyMs = 300;

async function* eventsAfter(seen: number): AsyncGenerator<ServerSentEvent> {
  for (let id = seen + 1; id <= lastEvent; id += 1) {
    await sleep(everyMs);
    yield { id: String(id), data: { id } };
  }
}

let placed = 0;
/** An order service that takes as long as it is let. */
const slowOrders = () =>
  createService({
    name: 'order',
    api: { placeOrder: orderApi.placeOrder, streamOrder: orderApi.streamOrder },
    handlers: {
      placeOrder: async (request) => {
        placed += 1;
        await sleep(request.waitMs ?? 0);
        return accepted('o1', '/api/orders/o1');
      },
      streamOrder: async ({ headers }) => stream(eventsAfter(Number(headers['last-event-id'] ?? 0))),
    },
    ownIdempotency: ['placeOrder'],
    verifyToken: { verify: () => Promise.resolve({ userId: 'ada', role: 'user' }) },
    logger: false,
  });

/** The way that the gateway goes: its sidecar's address for the order service. */
const gateway = async (edit?: Edit): Promise<string> => {
  const { daprd } = await world().sidecar({ appId: 'gateway', files: [policies], config, ...(edit && { edit }) });
  return `${daprd.url}/v1.0/invoke/order/method/api/orders`;
};

let edge: string;
let cutting: string;
beforeAll(async () => {
  // A timeout as every other app has, and all of it fifty times as fast: then it is 0.7 s.
  const cut: Edit = (path, text) =>
    scaled(0.02)(path, replaced('order: { retry', 'order: { timeout: edge, retry')(path, text));
  [edge, cutting] = await Promise.all([
    gateway(),
    gateway(cut),
    world().app({ appId: 'order', files: [], config }, slowOrders),
  ]);
});

const headers = { authorization: 'Bearer ada' };
const order = {
  lines: [{ productId: 'mug', quantity: 1 }],
  shippingAddress: { name: 'Ada', street: 'Main 1', city: 'Bern', postalCode: '3000', country: 'CH' },
  payment: { token: 'tok_success_visa_4242_1' },
};
const place = (orders: string): Promise<Response> =>
  fetch(orders, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': 'k', prefer: 'wait=10' },
    body: JSON.stringify(order),
  });

/** The ids of a stream until it ends or breaks. */
const read = async (orders: string, lastSeen: number, timeoutMs = 30_000): Promise<readonly number[]> => {
  const resume = lastSeen > 0 ? { 'last-event-id': String(lastSeen) } : {};
  const seen: number[] = [];
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const { body } = await fetch(`${orders}/o1/stream`, { headers: { ...headers, ...resume }, signal });
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      for (const [, id] of chunk.matchAll(/^id: (\d+)$/gm)) seen.push(Number(id));
    }
  } catch {
    // Cut off: what came until then is what counts.
  }
  return seen;
};

const all = Array.from({ length: lastEvent }, (_, n) => n + 1);

/** As a browser's EventSource does: whenever the stream ends, it comes again after what it has seen. */
const follow = async (orders: string, timeoutMs?: number) => {
  const seen: number[] = [];
  let streams = 0;
  while (seen.length < lastEvent && streams < 20) {
    seen.push(...(await read(orders, seen.at(-1) ?? 0, timeoutMs)));
    streams += 1;
  }
  return { seen, streams };
};

describe('through the sidecar of the gateway', () => {
  it('a request that prefers to wait is answered when its time is over, and an order is streamed to its end', async () => {
    const began = performance.now();
    placed = 0;
    const [answer, events] = await Promise.all([place(edge), read(edge, 0)]);
    expect(answer.status).toBe(202);
    expect(performance.now() - began).toBeGreaterThan(waitMs);
    expect(placed).toBe(1);
    expect(events).toEqual(all);
  });

  it('a stream that the gateway’s own time limit ends goes on after Last-Event-ID, without a gap', async () => {
    const { seen, streams } = await follow(edge, 1_500);
    expect(seen).toEqual(all);
    expect(streams).toBeGreaterThan(1);
  });
});

describe('with a timeout for the app', () => {
  it('nobody who waits longer is answered, and the order is placed again and again', async () => {
    placed = 0;
    expect((await place(cutting)).status).toBeGreaterThanOrEqual(500);
    expect(placed).toBeGreaterThan(1);
  });

  it('a stream is cut too, and goes on all the same', async () => {
    expect((await read(cutting, 0)).length).toBeLessThan(lastEvent);
    const { seen, streams } = await follow(cutting);
    expect(seen).toEqual(all);
    expect(streams).toBeGreaterThan(1);
  });
});
