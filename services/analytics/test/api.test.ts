import { messages } from '@mercato/contracts';
import type { TokenVerifier } from '@mercato/kit/auth';
import { DomainError } from '@mercato/kit/errors';
import type { FailedMessage } from '@mercato/kit/messaging';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createApp } from '../src/app.ts';
import { archived, createWorld, placed } from './world.ts';

const verifyToken: TokenVerifier = {
  verify: (token) =>
    token === 'admin' || token === 'user'
      ? Promise.resolve({ role: token, userId: token })
      : Promise.reject(new DomainError('auth.invalid', 'The access token is not valid')),
};

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const buildApp = async () => {
  const world = createWorld();
  const poison: string[] = [];
  const keepFailure = ({ topic, reason }: FailedMessage) => Promise.resolve(void poison.push(`${topic}: ${reason}`));
  const app = await createApp(world.deps, { clock: world.clock, verifyToken, keepFailure, logger: false });
  closing.push(() => app.close());
  const get = async (url: string, as = 'admin') => {
    const answer = await app.inject({ url, headers: { authorization: `Bearer ${as}` } });
    return { status: answer.statusCode, body: answer.json<object>() };
  };
  const deliver = async (topic: string, event: object) =>
    (await app.inject({ method: 'POST', url: `/subscriptions/${topic}`, payload: event })).json<object>();
  return { ...world, get, deliver, poison };
};

const event = placed('o1', Date.parse('2026-01-15T11:00:00.000Z'));
const published = { specversion: '1.0', source: 'mercato/order', type: event.topic, ...event };
const done = { status: 'SUCCESS' };
const again = { status: 'RETRY' };

describe('an event', () => {
  it('is kept as it was published, with what its contract does not know yet', async () => {
    const { deliver, get } = await buildApp();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const data = { ...event.data, gift: { wrapped: true } };
    expect(await deliver(event.topic, { ...published, data, traceparent })).toEqual(done);
    const { body } = await get('/api/events');
    expect(body).toEqual({
      items: [{ ...archived('o1', Date.parse(event.time)), data, traceparent }],
      nextCursor: null,
    });
  });

  it.each(['unavailable', 'notDone', 'lostAnswer'] as const)(
    'is acknowledged only once it is written (%s)',
    async (fault) => {
      const { deliver, objects } = await buildApp();
      objects.failNext('put', fault);
      expect(await deliver(event.topic, published)).toEqual(again);
      expect(await deliver(event.topic, published)).toEqual(done);
      expect(objects.keys).toHaveLength(1);
    },
  );

  it('that nobody can read, or that has no time, goes to the dead-letter queue with its reason', async () => {
    const { deliver, objects, poison } = await buildApp();
    expect(await deliver(event.topic, { ...published, data: { orderId: 7 } })).toEqual(again);
    expect(await deliver(event.topic, { ...published, id: 'e2', time: 'now' })).toEqual(again);
    await vi.waitFor(() => expect(poison).toHaveLength(2));
    expect(poison[0]).toContain('order-placed-v1: order-placed-v1: data: orderId');
    expect(poison[1]).toContain('time: "now" is no time');
    expect(objects.keys).toEqual([]);
  });

  it.each(messages.filter((m) => m.kind === 'event').map((m) => m.topic))('of %s is taken', async (topic) => {
    const { deliver, poison } = await buildApp();
    // Without data it is refused for its data, not for want of a subscription.
    expect(await deliver(topic, { id: 'e', time: event.time })).toEqual(again);
    await vi.waitFor(() => expect(poison).toHaveLength(1));
  });
});

describe('GET /api/events', () => {
  it('is for administrators', async () => {
    const { get } = await buildApp();
    expect(await get('/api/events', 'user')).toMatchObject({ status: 403 });
    expect(await get('/api/events', 'nobody')).toMatchObject({ status: 401 });
    expect(await get('/api/events')).toEqual({ status: 200, body: { items: [], nextCursor: null } });
  });

  it.each(['day=2026-13-01', 'day=../..', 'topic=../..', 'topic=A', 'subject=', 'limit=0', 'cursor=..', 'more=1'])(
    '400 for ?%s',
    async (query) => {
      const { get } = await buildApp();
      expect(await get(`/api/events?${query}`)).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    },
  );

  it('503 while the archive does not answer', async () => {
    const { get, objects } = await buildApp();
    objects.failNext('list', 'unavailable');
    expect(await get('/api/events')).toMatchObject({ status: 503, body: { code: 'dependency.unavailable' } });
  });
});
