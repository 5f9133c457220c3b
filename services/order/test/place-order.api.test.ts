import { orderApi } from '@mercato/contracts/order';
import { hashOf } from '@mercato/kit/ids';
import { describe, expect, it } from 'vitest';
import { ask, type Ask, body, build, type Built, id, place, url } from './api-world.ts';

describe('POST /api/orders', () => {
  it('202 with the address, before anything is done', async () => {
    const t = await build();
    t.held.queue = true;
    const answer = await place(t);
    expect(answer.statusCode).toBe(202);
    expect(answer.headers['location']).toBe(url);
    expect(answer.json()).toEqual({ id, status: 'accepted', href: url });
    expect(t.invoker.calls).toEqual([]);
    expect((await ask(t, url)).json()).toEqual({ id, status: 'accepted', placedAt: expect.any(String) as string });
  });

  it('201 with the outcome when the client waits', async () => {
    const t = await build();
    const answer = await place(t, {}, { prefer: 'wait=10' });
    expect(answer.statusCode).toBe(201);
    expect(orderApi.placeOrder.answers[201].parse(answer.json())).toMatchObject({
      status: 'processing',
      total: { amount: 2_500, currency: 'EUR' },
      payment: { captured: { amount: 2_500 }, refunded: { amount: 0 } },
    });
  });

  it('201 also when the outcome is that it was cancelled', async () => {
    const t = await build();
    const answer = await place(t, { payment: { token: 'tok_declined_visa_0002_1' } }, { prefer: 'wait=10' });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({ status: 'cancelled', cancellation: { code: 'payment.declined' } });
  });

  it('202 when that takes longer than the client waits', async () => {
    const t = await build();
    t.held.queue = true;
    expect((await place(t, {}, { prefer: 'wait=1' })).statusCode).toBe(202);
  });

  it('orders the cart where no lines are given; 409 when it is empty', async () => {
    const t = await build();
    const answer = await place(t, { lines: undefined }, { prefer: 'wait=10' });
    expect(answer.json()).toMatchObject({ lines: [{ productId: 'mug', quantity: 1 }] });
    t.cart.length = 0;
    const empty = await place(t, { lines: undefined }, { key: 'key-2' });
    expect([empty.statusCode, empty.json<{ code: string }>().code]).toEqual([409, 'cart.empty']);
  });

  it('exchanges a card for a token and keeps nothing of it', async () => {
    const t = await build();
    const card = { number: '4242424242424242', expMonth: 12, expYear: 2030, cvc: '123' };
    expect((await place(t, { payment: { card } }, { prefer: 'wait=10' })).statusCode).toBe(201);
    await t.settle();
    const everything = JSON.stringify([t.store.keys.map((key) => t.store.peek(key)), t.publisher.published]);
    expect(everything).not.toContain('4242424242424242');
    expect(everything).not.toContain('"cvc"');
  });

  it('400 for a card that is none', async () => {
    const t = await build();
    const card = { number: '4242424242424241', expMonth: 12, expYear: 2030, cvc: '123' };
    const answer = await place(t, { payment: { card } });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'payment.card_invalid']);
  });

  it.each([
    ['no key', { key: undefined }, 400, 'idempotency.key_required'],
    ['no lines', { payload: body({ lines: [] }) }, 400, 'request.invalid'],
    ['a field too many', { payload: body({ gift: true }) }, 400, 'request.invalid'],
  ] as const)('4xx for %s', async (_, more, status, code) => {
    const t = await build();
    const answer = await ask(t, '/api/orders', { method: 'POST', key: 'key-1', payload: body(), ...(more as Ask) });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
  });

  it('401 without a token, 503 while the cart is away', async () => {
    const t = await build();
    expect((await t.app.inject({ method: 'POST', url: '/api/orders', payload: body() })).statusCode).toBe(401);
    t.invoker.failNext({ ...orderApi.placeOrder, id: 'getCartLines' }, 'unavailable');
    expect((await place(t, { lines: undefined })).statusCode).toBe(503);
  });
});

describe('the same Idempotency-Key', () => {
  const checkouts = (t: Built) => t.publisher.published.filter((m) => m.topic === 'order-checkout-v1');

  it('with the same request: 202 again, the same command, one order', async () => {
    const t = await build();
    t.held.queue = true;
    const [first, second] = await Promise.all([place(t), place(t)]);
    expect([first.statusCode, second.statusCode]).toEqual([202, 202]);
    expect(new Set(checkouts(t).map((m) => hashOf(m))).size).toBe(1);
    await t.settle();
    expect((await place(t, {}, { prefer: 'wait=5' })).statusCode).toBe(201);
    expect(t.payment.statement).toEqual(['-2500']);
  });

  it('with another request: 422, for another user: another order', async () => {
    const t = await build();
    await place(t);
    const other = await place(t, { lines: [{ productId: 'mug', quantity: 3 }] });
    expect([other.statusCode, other.json<{ code: string }>().code]).toEqual([422, 'idempotency.key_reused']);
    expect((await place(t, {}, { as: 'bob' })).json<{ id: string }>().id).not.toBe(id);
  });

  it('after a crash between acceptance and command publishes the command; after the end does not', async () => {
    const t = await build();
    t.publisher.failNext('unavailable');
    expect((await place(t)).statusCode).toBe(503);
    expect(checkouts(t)).toEqual([]);
    expect((await place(t, {}, { prefer: 'wait=10' })).statusCode).toBe(201);
    await ask(t, url, { method: 'DELETE', prefer: 'wait=10' });
    const published = checkouts(t).length;
    expect((await place(t)).statusCode).toBe(202);
    expect(checkouts(t)).toHaveLength(published);
  });

  it('does not ask the cart again: what was accepted counts', async () => {
    const t = await build();
    t.held.queue = true;
    await place(t, { lines: undefined });
    t.cart.length = 0;
    expect((await place(t, { lines: undefined })).statusCode).toBe(202);
    expect(t.calls()).toEqual(['getCartLines']);
  });
});
