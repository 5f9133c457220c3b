import { describe, expect, it } from 'vitest';
import { as, nameVerifier, on, shopApi, shopHandlers, thingMade } from '../../test/shop.ts';
import { errors } from '../errors/index.ts';
import { systemClock } from '../time/index.ts';
import { serveInProcess } from './in-process.ts';

const event = (data: object, id = 'e1') => ({ id, topic: thingMade.topic, time: '', data });

const serve = (handle = () => Promise.resolve()) =>
  serveInProcess({
    name: 'product',
    api: shopApi,
    handlers: shopHandlers,
    subscriptions: [on(thingMade, handle)],
    verifyToken: nameVerifier,
  });

describe('a service without a server', () => {
  it('knows callers, keys and waits, and answers by the contract', async () => {
    const headers = { ...as('ada'), 'idempotency-key': 'k1', prefer: 'wait=3' };
    const reply = await serve().call(shopApi.add, { headers, body: { name: 'cup' } });
    expect(reply).toMatchObject({ status: 201, headers: { 'preference-applied': 'wait=3' } });
    expect(reply.body).toMatchObject({ name: 'cup', key: 'k1', waitMs: 3_000, caller: { userId: 'ada' } });
  });

  it.each([
    [401, 'auth.required', {}],
    [400, 'idempotency.key_required', as('ada')],
    [400, 'request.invalid', { ...as('ada'), 'idempotency-key': 'k1' }],
    [504, 'deadline.exceeded', { 'x-deadline': String(systemClock.now() - 1) }],
  ])('answers %i %s as a problem', async (status, code, headers) => {
    expect(await serve().call(shopApi.add, { headers, body: {} })).toMatchObject({ status, body: { code } });
  });

  it('does not have what its contract has not', async () => {
    const other = { ...shopApi.list, id: 'elsewhere' };
    expect(await serve().call(other, {})).toMatchObject({ status: 404, body: { code: 'route.not_found' } });
  });

  it('acknowledges what is done, and wants again what is not', async () => {
    const fails = serve(() => Promise.reject(errors.unavailable('x')));
    const good = event({ thingId: 't1', size: 1 });
    expect(await serve().deliver(thingMade.topic, good)).toMatchObject({ code: 200, body: { status: 'SUCCESS' } });
    expect(await fails.deliver(thingMade.topic, good)).toMatchObject({ code: 200, body: { status: 'RETRY' } });
    expect(await serve().deliver(thingMade.topic, event({ size: 'big' }))).toMatchObject({ code: 503 });
    expect(await serve().deliver('nobody-listens-v1', good)).toBeUndefined();
  });
});
