import { notificationApi, sendNotification, templateName } from '@mercato/contracts/notification';
import type { TokenVerifier } from '@mercato/kit/auth';
import { StateIdempotency } from '@mercato/kit/idempotency';
import type { App } from '@mercato/kit/service';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../src/app.ts';
import { notify } from '../src/use-cases/notify.ts';
import { at, confirmedOrder, makeWorld, type World } from './world.ts';

const verifyToken: TokenVerifier = {
  verify: (token) => Promise.resolve({ userId: token, role: token === 'boss' ? 'admin' : 'user' }),
};

let world: World;
let app: App;
beforeEach(async () => {
  world = makeWorld();
  const idempotency = new StateIdempotency(world.store, world.clock);
  const around = { logger: false, clock: world.clock, verifyToken, appApiToken: 'sidecar', idempotency } as const;
  app = await createApp(world.deps, around);
});
afterEach(() => app.close());

const call = async (line: string, as?: string, body?: unknown, headers: Record<string, string> = {}) => {
  const [method = '', url = ''] = line.split(' ');
  const reply = await app.inject({
    method: method as 'GET',
    url,
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    headers: {
      'dapr-api-token': 'sidecar',
      'dapr-caller-app-id': 'gateway',
      ...headers,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(as ? { authorization: `Bearer ${as}` } : {}),
    },
  });
  return { status: reply.statusCode, data: reply.json<Record<string, unknown>>(), headers: reply.headers };
};

const deliveries = async (userId: string, ...ids: readonly string[]) => {
  for (const id of ids) {
    const content = { template: 'shipment-delivered', userId, orderId: 'o1', values: { orderId: 'o1' } } as const;
    await notify(world.deps, { id, topic: 'shipping-delivered-v1', time: at }, 'email', content);
  }
};
const page = async (url: string, as: string) => {
  const { status, data } = await call(`GET ${url}`, as);
  expect(status).toBe(200);
  return notificationApi.listNotifications.answers[200].parse(data);
};

describe('GET /api/notifications', () => {
  it('200 with one’s own, newest first, page by page', async () => {
    await deliveries('ada', 'e1', 'e2', 'e3');
    await deliveries('bob', 'e4');
    const first = await page('/api/notifications?limit=2', 'ada');
    expect(first.items.map((n) => n.id)).toEqual(['e3:email', 'e2:email']);
    const rest = await page(`/api/notifications?limit=2&cursor=${first.nextCursor}`, 'ada');
    expect([rest.items.map((n) => n.id), rest.nextCursor]).toEqual([['e1:email'], null]);
    expect(await page('/api/notifications', 'nobody')).toEqual({ items: [], nextCursor: null });
  });

  it('200 with another’s for an administrator, 403 for anybody else', async () => {
    await deliveries('ada', 'e1');
    expect((await page('/api/notifications?userId=ada', 'boss')).items).toHaveLength(1);
    expect((await page('/api/notifications?userId=ada', 'ada')).items).toHaveLength(1);
    expect(await call('GET /api/notifications?userId=ada', 'eve')).toMatchObject({
      status: 403,
      data: { code: 'auth.forbidden' },
    });
  });

  it('401 for a guest, 400 for a query that makes no sense', async () => {
    expect((await call('GET /api/notifications')).status).toBe(401);
    for (const query of ['limit=0', 'limit=101', 'cursor=%20', 'cursor=bm9wZQ', 'userId=a%20b', 'other=1']) {
      const reply = await call(`GET /api/notifications?${query}`, 'ada');
      expect(reply).toMatchObject({ status: 400, data: { code: 'request.invalid', errors: [{ in: 'query' }] } });
    }
  });
});

describe('POST /api/notifications/send', () => {
  const body = { userId: 'ada', template: 'announcement', data: { subject: 'Sale', message: 'Half price' } };
  const send = (as: string | undefined, sent: unknown, headers?: Record<string, string>) =>
    call('POST /api/notifications/send', as, sent, headers);

  it('202 once the command is durable; the message appears where the answer says', async () => {
    const reply = await send('boss', body);
    expect(reply).toMatchObject({ status: 202, data: { status: 'accepted', href: '/api/notifications?userId=ada' } });
    expect(reply.headers.location).toBe(reply.data['href']);
    expect(world.publisher.of(sendNotification)).toMatchObject([{ ...body, channel: 'email' }]);
    expect(world.publisher.published[0]?.kind).toBe('command');
  });

  it('202 with one command for the same key, even when the first answer was never kept', async () => {
    const headers = { 'idempotency-key': 'k1' };
    const first = await send('boss', body, headers);
    const again = await send('boss', body, headers);
    expect(again).toMatchObject({ status: 202, data: first.data });
    await app.close();
    app = await createApp(world.deps, { logger: false, verifyToken });
    const later = await send('boss', body, headers);
    expect(later.data).toEqual(first.data);
    expect(new Set(world.publisher.published.map((m) => m.id)).size).toBe(1);
  });

  it('400 for values that the template needs and are missing, naming them', async () => {
    const reply = await send('boss', { ...body, data: { subject: 'Sale' } });
    expect(reply).toMatchObject({ status: 400, data: { errors: [{ in: 'body', pointer: '/data/message' }] } });
    expect(world.publisher.published).toEqual([]);
  });

  it('400 for what the contract does not know', async () => {
    for (const wrong of [
      { template: 'nope' },
      { channel: 'fax' },
      { userId: '' },
      { data: { 'a-b': 'x' } },
      { x: 1 },
    ]) {
      expect(await send('boss', { ...body, ...wrong })).toMatchObject({
        status: 400,
        data: { code: 'request.invalid' },
      });
    }
  });

  it('401 for a guest, 403 for a shopper, 503 while the broker is down', async () => {
    expect((await send(undefined, body)).status).toBe(401);
    expect((await send('ada', body)).status).toBe(403);
    world.publisher.failNext('unavailable');
    expect(await send('boss', body)).toMatchObject({ status: 503, data: { code: 'dependency.unavailable' } });
  });
});

describe('messages from the sidecar', () => {
  const deliver = (data: unknown, id = 'e1') => {
    const envelope = { specversion: '1.0', id, type: 'order-confirmed-v1', source: 'order', time: at };
    const body = { ...envelope, datacontenttype: 'application/json', data };
    return call('POST /subscriptions/order-confirmed-v1', undefined, body, { 'dapr-api-token': 'sidecar' });
  };

  it('are acknowledged once the mail is sent and recorded, and only sent once', async () => {
    for (const _ of [1, 2]) expect(await deliver(confirmedOrder('o1'))).toMatchObject({ data: { status: 'SUCCESS' } });
    expect(world.sent.email).toHaveLength(1);
  });

  it('come again while the channel is down, and when they cannot be read', async () => {
    world.down.email = true;
    expect(await deliver(confirmedOrder('o1'))).toMatchObject({ status: 200, data: { status: 'RETRY' } });
    expect(await deliver({ orderId: 'o1' }, 'e2')).toMatchObject({ data: { status: 'RETRY' } });
  });
});

describe('GET /health', () => {
  it('reports the mail channel, and stays ready without it', async () => {
    expect(await call('GET /health')).toMatchObject({ data: { dependencies: { email: { status: 'healthy' } } } });
    world.down.email = true;
    expect(await call('GET /health')).toMatchObject({ status: 503 });
    expect(await call('GET /readyz')).toMatchObject({ status: 200 });
  });
});

it('every template of the contract can be sent', () => {
  expect(Object.keys(world.deps.templates)).toHaveLength(templateName.options.length);
});

describe('POST /api/indexes/notifications/:userId', () => {
  const rebuild = (as: string, body: object) => call('POST /api/indexes/notifications/ada', as, body);

  it('compares a listing with its events, and repairs it when asked to', async () => {
    await deliveries('ada', 'e1', 'e2');
    await world.store.remove(
      'notifications-of:ada:head',
      (await world.store.get('notifications-of:ada:head'))?.etag ?? '',
    );
    const ids = ['e1:email', 'e2:email'];
    const missing = { entries: 2, differences: ids.map((id) => ({ what: 'missing', id })) };
    expect((await rebuild('boss', { ids, whole: true, repair: false })).data).toEqual({ ...missing, rebuilt: false });
    expect((await page('/api/notifications', 'ada')).items).toEqual([]);
    expect((await rebuild('boss', { ids, whole: true, repair: true })).data).toEqual({ ...missing, rebuilt: true });
    expect((await page('/api/notifications', 'ada')).items.map((n) => n.id).toSorted()).toEqual(ids);
  });

  it('is for administrators, and takes nothing that is no id', async () => {
    expect((await rebuild('ada', { ids: [], whole: true, repair: true })).status).toBe(403);
    expect((await rebuild('boss', { ids: ['with space'], whole: true, repair: true })).status).toBe(400);
  });
});

describe('GET /api/notifications/mailbox', () => {
  it('200 with the mails that lie in a folder, for administrators', async () => {
    const mail = { id: 'e1', to: 'ada@example.com', subject: 'Hello', date: at, text: 'Ada' };
    const mailbox = { newest: (limit: number) => Promise.resolve([mail, { ...mail, id: 'e0' }].slice(0, limit)) };
    Object.assign(world.deps, { mailbox });
    expect(await call('GET /api/notifications/mailbox?limit=1', 'boss')).toMatchObject({
      status: 200,
      data: { kept: true, items: [mail] },
    });
    expect(await call('GET /api/notifications/mailbox', 'ada')).toMatchObject({ status: 403 });
  });

  it('200 and empty where mails go to a server', async () => {
    const { status, data } = await call('GET /api/notifications/mailbox', 'boss');
    expect([status, data]).toEqual([200, { kept: false, items: [] }]);
  });
});
