import { describe, expect, it } from 'vitest';
import { ask, type Ask, bought, build, type Built, id, place, url } from './api-world.ts';

describe('PATCH /api/orders/:id/status', () => {
  const patch = (t: Built, status: string, more: Ask = {}) =>
    ask(t, `${url}/status`, { method: 'PATCH', as: 'root.admin', payload: { status }, ...more });

  it('waits for the outcome by itself', async () => {
    const t = await bought();
    const answer = await patch(t, 'shipped');
    expect([answer.statusCode, answer.json<{ status: string }>().status]).toEqual([200, 'shipped']);
  });

  it('202 for a client that does not want to wait, or when it takes too long', async () => {
    const t = await bought();
    t.held.queue = true;
    expect((await patch(t, 'shipped', { prefer: 'respond-async' })).statusCode).toBe(202);
    expect((await patch(t, 'shipped')).statusCode).toBe(202);
  });

  it.each([
    ['a move that is not allowed', 'delivered', {}, 409, 'order.status_conflict'],
    ['an unknown status', 'lost', {}, 400, 'request.invalid'],
    ['a customer', 'shipped', { as: 'ada' }, 403, 'auth.forbidden'],
  ] as const)('4xx for %s', async (_, status, more, http, code) => {
    const t = await bought();
    const answer = await patch(t, status, more);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([http, code]);
  });

  it('404 for no order, 409 for one that has not begun', async () => {
    const t = await build();
    t.held.queue = true;
    expect((await patch(t, 'shipped')).statusCode).toBe(404);
    await place(t);
    expect((await patch(t, 'shipped')).statusCode).toBe(409);
  });
});

describe('DELETE /api/orders/:id', () => {
  const cancel = (t: Built, more: Ask = {}) => ask(t, url, { method: 'DELETE', prefer: 'wait=10', ...more });

  it('200 with the cancelled order when the client waits, and ever after', async () => {
    const t = await bought();
    const answer = await cancel(t);
    expect([answer.statusCode, answer.json<{ status: string }>().status]).toEqual([200, 'cancelled']);
    expect(answer.json()).toMatchObject({ payment: { refunded: { amount: 2_500 } } });
    expect((await cancel(t)).statusCode).toBe(200);
  });

  it('202 when it does not wait', async () => {
    const t = await bought();
    expect((await cancel(t, { prefer: 'respond-async' })).statusCode).toBe(202);
  });

  it('of an order that is only accepted', async () => {
    const t = await build();
    t.held.queue = true;
    await place(t);
    const [message] = t.publisher.published.splice(0);
    t.held.queue = false;
    expect((await cancel(t)).json()).toMatchObject({ status: 'cancelled', lines: [] });
    if (message) await t.broker.deliver(message);
    expect(t.invoker.calls).toEqual([]);
  });

  it('409 once the parcel has left, whoever notices', async () => {
    const t = await bought();
    t.shipping.parcels.set(id, 'dispatched');
    const noticedLate = await cancel(t);
    expect([noticedLate.statusCode, noticedLate.json<{ code: string }>().code]).toEqual([409, 'order.not_cancellable']);
    t.shipping.parcels.set(id, 'ready');
    await ask(t, `${url}/status`, { method: 'PATCH', as: 'root.admin', payload: { status: 'shipped' } });
    expect((await cancel(t, { key: 'again' })).statusCode).toBe(409);
  });

  it("404 for somebody else's", async () => {
    const t = await bought();
    expect((await cancel(t, { as: 'bob' })).statusCode).toBe(404);
  });
});
