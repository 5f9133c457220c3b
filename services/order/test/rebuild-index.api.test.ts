import type { IndexReport } from '@mercato/contracts/shared';
import { describe, expect, it } from 'vitest';
import { ask, bought, type Built, id } from './api-world.ts';

const admin = 'root.admin';

const rebuild = async (t: Built, path: string, payload: object, as = admin) => {
  const answer = await ask(t, `/api/indexes/orders/${path}`, { method: 'POST', as, payload });
  return { status: answer.statusCode, body: answer.json<IndexReport>() };
};

const listed = async (t: Built, path: string): Promise<readonly string[]> =>
  (await ask(t, path, { as: admin })).json<{ items: { id: string }[] }>().items.map((order) => order.id);

const lose = async ({ store }: Built, fits: (key: string) => boolean): Promise<void> => {
  for (const key of store.keys.filter(fits)) await store.remove(key, (await store.get(key))?.etag ?? '');
};

const placedOf = async (t: Built) => {
  const { placedAt } = (await ask(t, `/api/orders/${id}`)).json<{ placedAt: string }>();
  return { orderId: id, at: placedAt };
};

describe('POST /api/indexes/orders/:index/:listing', () => {
  it("makes the listing of a user's orders again", async () => {
    const t = await bought();
    const entries = [await placedOf(t)];
    expect(await rebuild(t, 'orders-by-user/ada', { entries, whole: true, repair: true })).toEqual({
      status: 200,
      body: { entries: 1, differences: [], rebuilt: false },
    });
    await lose(t, (key) => key.startsWith('orders-of:'));
    expect(await listed(t, '/api/orders/user/ada')).toEqual([]);
    const missing = { entries: 1, differences: [{ what: 'missing', id }] };
    expect((await rebuild(t, 'orders-by-user/ada', { entries, whole: true, repair: false })).body).toEqual({
      ...missing,
      rebuilt: false,
    });
    expect(await listed(t, '/api/orders/user/ada')).toEqual([]);
    expect((await rebuild(t, 'orders-by-user/ada', { entries, whole: true, repair: true })).body).toEqual({
      ...missing,
      rebuilt: true,
    });
    expect(await listed(t, '/api/orders/user/ada')).toEqual([id]);
  });

  it('makes the listing of all orders again, and finds its day', async () => {
    const t = await bought();
    const entry = await placedOf(t);
    const path = `all-orders/${entry.at.slice(0, 10)}`;
    await lose(t, (key) => key.startsWith('orders-on:') || key === 'order-days');
    const day = entry.at.slice(0, 10);
    const { differences } = (await rebuild(t, path, { entries: [entry], whole: true, repair: false })).body;
    expect(differences).toEqual([
      { what: 'missing', id: day },
      { what: 'missing', id },
    ]);
    expect((await rebuild(t, path, { entries: [entry], whole: true, repair: true })).body.rebuilt).toBe(true);
    expect(await listed(t, '/api/orders')).toEqual([id]);
    expect((await rebuild(t, path, { entries: [entry], whole: true, repair: false })).body.differences).toEqual([]);
  });

  it('finds the day alone too', async () => {
    const t = await bought();
    const entry = await placedOf(t);
    await lose(t, (key) => key === 'order-days');
    expect(
      (await rebuild(t, `all-orders/${entry.at.slice(0, 10)}`, { entries: [entry], whole: true, repair: true })).body,
    ).toEqual({
      entries: 1,
      differences: [{ what: 'missing', id: entry.at.slice(0, 10) }],
      rebuilt: true,
    });
    expect(await listed(t, '/api/orders')).toEqual([id]);
  });

  it("puts nobody's orders and nobody else's into a listing, whoever says so", async () => {
    const t = await bought();
    const entry = await placedOf(t);
    const entries = [entry, { orderId: 'ghost', at: entry.at }];
    const untouched = { entries: 0, differences: [], rebuilt: false };
    expect((await rebuild(t, 'orders-by-user/eve', { entries, whole: true, repair: true })).body).toEqual(untouched);
    expect((await rebuild(t, 'all-orders/1999-01-01', { entries, whole: true, repair: true })).body).toEqual(untouched);
    expect(await listed(t, '/api/orders/user/eve')).toEqual([]);
  });

  it('is for administrators', async () => {
    const t = await bought();
    expect(await rebuild(t, 'orders-by-user/ada', { entries: [], whole: true, repair: true }, 'ada')).toMatchObject({
      status: 403,
    });
  });

  it.each([
    ['nothing/ada', { entries: [], whole: true, repair: true }],
    ['orders-by-user/ada', { entries: [] }],
    ['orders-by-user/ada', { entries: [{ orderId: 'o1', at: 'now' }], whole: true, repair: true }],
  ])('400 for %s %j', async (path, payload) => {
    const t = await bought();
    expect(await rebuild(t, path, payload)).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });
});
