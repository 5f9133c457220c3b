import { orderPage } from '@mercato/contracts/order';
import { describe, expect, it } from 'vitest';
import { orderIdOf } from '../src/domain/acceptance.ts';
import { ask, bought, build, id, place, url } from './api-world.ts';

it('a listing shows an order that a read of many does not see yet', async () => {
  const t = await bought();
  t.store.getMany = () => Promise.resolve(new Map());
  expect((await ask(t, '/api/orders/user/ada')).json()).toMatchObject({ items: [{ id, status: 'processing' }] });
});

describe('reading', () => {
  it('an order: 200 for its owner and administrators, 404 for others', async () => {
    const t = await bought();
    expect((await ask(t, url)).json()).toMatchObject({
      id,
      status: 'processing',
      version: expect.any(Number) as number,
    });
    expect((await ask(t, url, { as: 'root.admin' })).statusCode).toBe(200);
    for (const path of ['', '/timeline', '/stream']) {
      const other = await ask(t, url + path, { as: 'bob' });
      expect([other.statusCode, other.json<{ code: string }>().code]).toEqual([404, 'order.not_found']);
    }
    expect((await ask(t, '/api/orders/nowhere')).statusCode).toBe(404);
  });

  it('others do not see an order that is only accepted either', async () => {
    const t = await build();
    t.held.queue = true;
    await place(t);
    expect((await ask(t, url, { as: 'bob' })).statusCode).toBe(404);
    expect((await ask(t, `${url}/timeline`)).json()).toEqual({ orderId: id, status: 'accepted', entries: [] });
  });

  it('the timeline in order', async () => {
    const t = await bought();
    const { entries } = (await ask(t, `${url}/timeline`)).json<{ entries: { seq: number; name: string }[] }>();
    expect(entries.map((e) => e.seq)).toEqual(entries.map((_, i) => i + 1));
    expect(entries.map((e) => e.name)).toEqual([
      'pending',
      'reserve-stock',
      'authorize-payment',
      'book-shipment',
      'capture-payment',
      'confirm-order',
      'processing',
    ]);
  });

  it('the orders of a user: pages, newest first; 403 for others', async () => {
    const t = await build();
    for (const key of ['a', 'b', 'c']) {
      await place(t, { lines: [{ productId: 'mug', quantity: 1 }] }, { key, prefer: 'wait=10' });
      await t.settle();
      t.clock.advance(1_000);
    }
    const first = orderPage.parse((await ask(t, '/api/orders/user/ada?limit=2')).json());
    expect(first.items.map((o) => o.id)).toEqual([orderIdOf('ada', 'c'), orderIdOf('ada', 'b')]);
    const second = (await ask(t, `/api/orders/user/ada?limit=2&cursor=${first.nextCursor}`)).json<typeof first>();
    expect(second.items.map((o) => o.id)).toEqual([orderIdOf('ada', 'a')]);
    expect(second.nextCursor).toBeNull();
    expect((await ask(t, '/api/orders/user/ada', { as: 'bob' })).statusCode).toBe(403);
    expect((await ask(t, '/api/orders/user/ada', { as: 'root.admin' })).statusCode).toBe(200);
    expect((await ask(t, '/api/orders/user/ada?cursor=bogus')).statusCode).toBe(400);
  });
});

describe('the stream', () => {
  const events = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map((m) => Number(m[1]));

  it('tells what happened, goes on after Last-Event-ID, and ends with the order', async () => {
    const t = await bought();
    await ask(t, url, { method: 'DELETE', prefer: 'wait=10' });
    const whole = await ask(t, `${url}/stream`);
    expect(whole.body).toContain('retry: 1000');
    expect(whole.headers['content-type']).toContain('text/event-stream');
    expect(events(whole.body)).toEqual(t.order(id).timeline.map((e) => e.seq));
    expect(events((await ask(t, `${url}/stream`, { lastEventId: '5' })).body)[0]).toBe(6);
  });

  it('follows an order that is still to come, and ends before a proxy would cut it', async () => {
    const t = await build();
    t.held.queue = true;
    await place(t);
    const streaming = ask(t, `${url}/stream`);
    const began = t.clock.now();
    await t.settle();
    expect(events((await streaming).body)).toContain(7);
    expect(t.clock.now() - began).toBeLessThan(25_500);
  });
});
