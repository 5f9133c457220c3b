import { acceptedOrder, orderPage, orderRecord } from '@mercato/contracts/order';
import { describe, expect, it } from 'vitest';
import { orderIdOf } from '../src/domain/acceptance.ts';
import { ask, bought, build, id, place, url } from './api-world.ts';

const asAdmin = { as: 'root.admin' };

describe("everybody's orders", () => {
  it('are read in pages, newest first, by administrators only', async () => {
    const t = await build();
    const buyers = ['ada', 'bob', 'cyd'];
    for (const as of buyers) {
      const payload = { lines: [{ productId: 'mug', quantity: 1 }] };
      await place(t, payload, { as, key: 'k', prefer: 'wait=10' });
      await t.settle();
      t.clock.advance(1_000);
    }
    const first = orderPage.parse((await ask(t, '/api/orders?limit=2', asAdmin)).json());
    expect(first.items.map((o) => o.id)).toEqual([orderIdOf('cyd', 'k'), orderIdOf('bob', 'k')]);
    const rest = await ask(t, `/api/orders?limit=2&cursor=${first.nextCursor}`, asAdmin);
    expect(orderPage.parse(rest.json())).toMatchObject({ items: [{ id: orderIdOf('ada', 'k') }], nextCursor: null });
    expect((await ask(t, '/api/orders')).json()).toMatchObject({ status: 403, code: 'auth.forbidden' });
    expect((await ask(t, '/api/orders?cursor=bogus', asAdmin)).statusCode).toBe(400);
  });
});

describe('the record of an order', () => {
  it('tells everything that is stored, but for the payment token', async () => {
    const t = await bought();
    await ask(t, url, { method: 'DELETE', prefer: 'wait=10' });
    await t.settle();
    const answer = await ask(t, `${url}/record`, asAdmin);
    const record = orderRecord.parse(answer.json());
    expect(record).toMatchObject({
      order: { id, status: 'cancelled' },
      requested: [{ productId: 'mug', quantity: 2 }],
      checkout: { direction: 'forward', end: 'done', parked: null, refusal: null },
      cancel: { end: 'done' },
      cancelRequests: [],
      refunds: [{ amount: { amount: 2_500, currency: 'EUR' }, status: 'done' }],
      results: [{ code: null }],
      owed: [],
    });
    expect(record.checkout.steps.map((s) => [s.step, s.outcome])).toContainEqual(['capture-payment', 'done']);
    for (const { intentAt, endedAt } of [...record.checkout.steps, ...(record.cancel?.steps ?? [])])
      expect(Date.parse(endedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(intentAt));
    expect(record.timeline.map((e) => e.seq)).toEqual(t.order(id).timeline.map((e) => e.seq));
    expect(answer.body).not.toContain('tok_');
  });

  it('says what was undone, and why', async () => {
    const t = await build();
    await place(t, { lines: [{ productId: 'mug', quantity: 99 }] }, { prefer: 'wait=10' });
    await t.settle();
    const record = orderRecord.parse((await ask(t, `${url}/record`, asAdmin)).json());
    expect(record.checkout).toMatchObject({
      direction: 'back',
      end: 'undone',
      refusal: { code: 'stock.insufficient' },
      steps: [{ step: 'reserve-stock', outcome: 'refused', undo: { outcome: 'done' } }],
    });
  });

  it('shows what is owed while the broker is away', async () => {
    const t = await build();
    t.publisher.failNext('unavailable', { subject: 'order-placed-v1' });
    t.held.queue = true;
    await place(t);
    expect(await t.broker.deliver(t.publisher.published[0]!)).toBe(false);
    const record = orderRecord.parse((await ask(t, `${url}/record`, asAdmin)).json());
    expect(record.owed).toMatchObject([{ topic: 'order-placed-v1' }]);
  });

  it('is what was accepted before there is more; not there for unknown orders; not for shoppers', async () => {
    const t = await build();
    t.held.queue = true;
    await place(t);
    expect(acceptedOrder.parse((await ask(t, `${url}/record`, asAdmin)).json())).toMatchObject({ id });
    expect((await ask(t, '/api/orders/nowhere/record', asAdmin)).json()).toMatchObject({ code: 'order.not_found' });
    expect((await ask(t, `${url}/record`)).statusCode).toBe(403);
  });
});
