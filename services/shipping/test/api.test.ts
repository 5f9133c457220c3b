import { orderConfirmed } from '@mercato/contracts/order';
import type { TokenVerifier } from '@mercato/kit/auth';
import { DomainError } from '@mercato/kit/errors';
import { afterEach, describe, expect, it } from 'vitest';
import { createApp } from '../src/app.ts';
import { bookRequest, createWorld, step } from './world.ts';

const verifyToken: TokenVerifier = {
  verify: (token) => {
    const [role, userId] = token.split('.');
    if ((role !== 'user' && role !== 'admin') || !userId)
      return Promise.reject(new DomainError('auth.invalid', 'The access token is not valid'));
    return Promise.resolve({ role, userId });
  },
};

const appToken = 'app-token';
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const buildApp = async () => {
  const world = createWorld();
  const woken: string[] = [];
  const deps = { ...world.parts, released: () => void woken.push('released') };
  const app = await createApp(deps, { clock: world.clock, verifyToken, appApiToken: appToken, logger: false });
  closing.push(() => app.close());
  const send = async (
    method: 'GET' | 'POST',
    url: string,
    { body, as, token = appToken }: { body?: object; as?: string; token?: string } = {},
  ) => {
    const caller = url.startsWith('/internal') ? 'order' : 'gateway';
    const headers = {
      'dapr-api-token': token,
      'dapr-caller-app-id': caller,
      ...(as === undefined ? {} : { authorization: `Bearer ${as}` }),
    };
    const answer = await app.inject({ method, url, headers, ...(body ? { payload: body } : {}) });
    return { status: answer.statusCode, body: answer.json<object>() };
  };
  const confirmed = (orderId: string, over: object = {}) => {
    const at = '2026-01-01T00:00:00.000Z';
    const total = { amount: 1, currency: 'EUR' };
    const data = { orderId, userId: 'usr-1', version: 5, region: 'DE', at, items: [], total, ...over };
    const event = {
      specversion: '1.0',
      id: `e-${orderId}`,
      source: 'order',
      type: orderConfirmed.topic,
      time: at,
      data,
    };
    return send('POST', `/subscriptions/${orderConfirmed.topic}`, { body: event });
  };
  return { ...world, send, confirmed, woken };
};

const internal = (what: string) => `/internal/shipments/${what}`;
const ok = { status: 200, body: { verdict: 'ok' } };
const refused = (code: string) => ({ status: 200, body: { verdict: 'refused', code } });
const problem = (status: number, code: string) => ({ status, body: { status, code } });

describe('POST /api/shipping/quote', () => {
  const quote = async (body: object) => (await buildApp()).send('POST', '/api/shipping/quote', { body });

  it('200 to anyone', async () => {
    expect(await quote({ country: 'DE', units: 1 })).toMatchObject({
      status: 200,
      body: { items: [{ price: { amount: 0, currency: 'EUR' }, minDays: 1, maxDays: 2 }] },
    });
  });

  it('409 where we do not deliver', async () => {
    expect(await quote({ country: 'KP', units: 1 })).toMatchObject(problem(409, 'shipping.region_unserved'));
  });

  it.each([{ country: 'de', units: 1 }, { country: 'DE', units: 0 }, { country: 'DE' }, {}])(
    '400 for %o',
    async (body) => {
      expect(await quote(body)).toMatchObject(problem(400, 'request.invalid'));
    },
  );
});

describe('GET /api/shipping/order/:orderId', () => {
  it('200 to the owner and to us, 404 to anybody else, 401 to nobody', async () => {
    const { send } = await buildApp();
    await send('POST', internal('book'), { body: bookRequest('a') });
    const get = (as?: string) => send('GET', '/api/shipping/order/a', as === undefined ? {} : { as });
    const shipment = { id: 'shp-a', orderId: 'a', status: 'held', dispatchedAt: null, version: 1 };
    expect(await get('user.usr-1')).toMatchObject({ status: 200, body: shipment });
    expect(await get('admin.adm')).toMatchObject({ status: 200, body: shipment });
    expect(await get('user.usr-2')).toMatchObject(problem(404, 'shipment.not_found'));
    expect(await get()).toMatchObject(problem(401, 'auth.required'));
  });

  it('404 where there is none, or a tombstone only', async () => {
    const { send } = await buildApp();
    await send('POST', internal('cancel'), { body: step('b') });
    for (const id of ['a', 'b'])
      expect(await send('GET', `/api/shipping/order/${id}`, { as: 'admin.adm' })).toMatchObject(
        problem(404, 'shipment.not_found'),
      );
  });
});

describe('the internal routes', () => {
  it('want the token of the app', async () => {
    const { send } = await buildApp();
    for (const what of ['book', 'cancel', 'dispatch', 'deliver'])
      expect(await send('POST', internal(what), { body: step('a'), token: 'wrong' })).toMatchObject({ status: 401 });
  });

  it('book: answers the same parcel again, refuses unserved regions and what cannot have an id', async () => {
    const { send } = await buildApp();
    const first = await send('POST', internal('book'), { body: bookRequest('a') });
    expect(first).toMatchObject({
      status: 200,
      body: { verdict: 'ok', shipmentId: 'shp-a', carrier: 'Mercato Parcel' },
    });
    expect(await send('POST', internal('book'), { body: bookRequest('a') })).toEqual(first);
    expect(await send('POST', internal('book'), { body: bookRequest('b', 'KP') })).toMatchObject(
      refused('shipping.region_unserved'),
    );
    expect(await send('POST', internal('book'), { body: bookRequest('o'.repeat(61)) })).toMatchObject(
      refused('request.invalid'),
    );
  });

  it('carry a parcel from booking to delivery', async () => {
    const { send, confirmed } = await buildApp();
    const post = (what: string) => send('POST', internal(what), { body: step('a') });
    expect(await post('dispatch')).toMatchObject(refused('shipment.not_found'));
    await send('POST', internal('book'), { body: bookRequest('a') });
    expect(await post('dispatch')).toMatchObject(refused('shipment.not_released'));
    await confirmed('a');
    expect(await post('deliver')).toMatchObject(refused('shipment.not_dispatched'));
    expect(await post('dispatch')).toMatchObject(ok);
    expect(await post('cancel')).toMatchObject(refused('shipment.already_dispatched'));
    expect(await post('deliver')).toMatchObject(ok);
  });

  it('cancel: comes before or after the booking', async () => {
    const { send } = await buildApp();
    expect(await send('POST', internal('cancel'), { body: step('a') })).toMatchObject(ok);
    expect(await send('POST', internal('book'), { body: bookRequest('a') })).toMatchObject(
      refused('shipment.cancelled'),
    );
  });

  it('fail as such when the state store does', async () => {
    const { send, store } = await buildApp();
    store.failNext('create', 'unavailable');
    expect(await send('POST', internal('book'), { body: bookRequest('a') })).toMatchObject(
      problem(503, 'dependency.unavailable'),
    );
  });
});

describe('order-confirmed-v1', () => {
  it('SUCCESS releases the parcel and tells the carrier', async () => {
    const { send, confirmed, woken, listed } = await buildApp();
    await send('POST', internal('book'), { body: bookRequest('a') });
    expect(await confirmed('a')).toEqual({ status: 200, body: { status: 'SUCCESS' } });
    expect(await confirmed('a')).toEqual({ status: 200, body: { status: 'SUCCESS' } });
    expect(await listed()).toEqual(['a']);
    expect(woken).toHaveLength(2);
  });

  it('SUCCESS for a cancelled shipment, which stays so', async () => {
    const { send, confirmed, stateOf } = await buildApp();
    await send('POST', internal('cancel'), { body: step('a') });
    expect(await confirmed('a')).toEqual({ status: 200, body: { status: 'SUCCESS' } });
    expect(stateOf('a')?.state.status).toBe('cancelled');
  });

  it('RETRY while there is no booking; what nobody can read goes back to its queue', async () => {
    const { confirmed } = await buildApp();
    expect(await confirmed('a')).toEqual({ status: 200, body: { status: 'RETRY' } });
    expect(await confirmed('b', { version: 'five' })).toEqual({ status: 503, body: { status: 'RETRY' } });
  });
});

describe('POST /api/indexes/active-parcels', () => {
  const rebuild = (send: Awaited<ReturnType<typeof buildApp>>['send'], orderIds: readonly string[], repair: boolean) =>
    send('POST', '/api/indexes/active-parcels', { body: { orderIds, repair }, as: 'admin.adm' });

  it('puts parcels that are under way back on the list of the carrier, and no others', async () => {
    const { send, confirmed, listed, store, parts, carrier, clock } = await buildApp();
    const orders = ['ready', 'underway', 'delivered', 'held', 'cancelled'];
    for (const id of orders) await send('POST', internal('book'), { body: bookRequest(id) });
    for (const id of orders.slice(0, 3)) await confirmed(id);
    for (const id of ['underway', 'delivered']) await send('POST', internal('dispatch'), { body: step(id) });
    await send('POST', internal('deliver'), { body: step('delivered') });
    await send('POST', internal('cancel'), { body: step('cancelled') });
    const told = [...orders, 'nobody', 'ready'];
    const clean = { status: 200, body: { entries: 2, differences: [], rebuilt: false } };
    expect(await rebuild(send, told, true)).toEqual(clean);

    for (const key of store.keys.filter((one) => one.startsWith('shipping-active:')))
      await store.remove(key, (await store.get(key))?.etag ?? '');
    const missing = ['ready', 'underway'].map((id) => ({ what: 'missing', id }));
    expect((await rebuild(send, told, false)).body).toEqual({ entries: 2, differences: missing, rebuilt: false });
    expect(await listed()).toEqual([]);
    expect((await rebuild(send, told, true)).body).toEqual({ entries: 2, differences: missing, rebuilt: true });
    expect(await listed()).toEqual(['ready', 'underway']);
    expect(await rebuild(send, told, false)).toEqual(clean);

    await parts.active.add('nobody');
    for (let look = 0; look < 3; look += 1) {
      clock.advance(60_000);
      await carrier.tick();
    }
    expect(await listed()).toEqual([]);
  });

  it('is for administrators', async () => {
    const { send } = await buildApp();
    const body = { orderIds: [], repair: true };
    const answer = await send('POST', '/api/indexes/active-parcels', { body, as: 'user.ada' });
    expect(answer).toMatchObject(problem(403, 'auth.forbidden'));
  });
});
