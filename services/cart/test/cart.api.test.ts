import { maxCartLines } from '@mercato/contracts/cart';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seen } from './builders.ts';
import { cartIn, openShop, type Shop, unitsOf } from './shop.ts';

let shop: Shop;
let call: Shop['call'];
let put: Shop['put'];
let world: Shop['world'];
beforeEach(async () => {
  shop = await openShop();
  ({ call, put, world } = shop);
});
afterEach(() => shop.close());

describe('GET /api/cart', () => {
  it('200 with an empty cart of one’s own', async () => {
    expect(cartIn(await call('GET /api/cart', { as: 'ada' }))).toMatchObject({
      id: 'ada',
      lines: [],
      version: 0,
      updatedAt: null,
      guestToken: null,
    });
  });

  it('200 with live prices, and what changed since', async () => {
    await put('kettle', 3, { as: 'ada' });
    await put('mug', 1, { as: 'ada' });
    world.sell(seen('kettle', 2500, 2));
    world.catalogue.delete('mug');
    const cart = cartIn(await call('GET /api/cart', { as: 'ada' }));
    expect(cart.lines.map((l) => l.flags)).toEqual([['price_changed', 'insufficient_stock'], ['unavailable']]);
    expect(cart.lines[0]?.previousPrice).toEqual({ amount: 2000, currency: 'EUR' });
    expect(cart.total.amount).toBe(0);
  });

  it('200 with the prices last seen while the catalogue is down', async () => {
    await put('kettle', 2, { as: 'ada' });
    shop.catalogueDown();
    expect(cartIn(await call('GET /api/cart', { as: 'ada' }))).toMatchObject({
      degraded: true,
      total: { amount: 4000 },
    });
  });

  it('401 for a forged access token', async () => {
    expect(await call('GET /api/cart', { as: 'forged' })).toMatchObject({ status: 401, code: 'auth.invalid' });
  });
});

describe('PUT /api/cart/items/:productId', () => {
  it('200 with the changed cart, and its value is counted', async () => {
    expect(cartIn(await put('kettle', 1, { as: 'ada' }))).toMatchObject({ version: 1, total: { amount: 2000 } });
    expect(cartIn(await put('mug', 3, { as: 'ada' }))).toMatchObject({ version: 2, total: { amount: 3500 } });
    expect(unitsOf(cartIn(await put('mug', 1, { as: 'ada' })))).toEqual({ kettle: 1, mug: 1 });
    expect(world.values).toEqual([2000, 3500, 2500]);
  });

  it('keeps a full cart that changes all the time far below what an item may hold', async () => {
    await shop.fillUp({ as: 'ada' }, maxCartLines);
    for (let n = 1; n <= 40; n += 1) await put('p1', n, { as: 'ada' });
    expect(JSON.stringify(world.store.peek('cart:ada')).length).toBeLessThan(20_000);
  });

  it('404 for a product that does not exist', async () => {
    expect(await put('nothing', 1, { as: 'ada' })).toMatchObject({ status: 404, code: 'product.not_found' });
    expect(world.store.keys).toEqual([]);
  });

  it.each([0, 100, 1.5, -1, '1', null])('400 for the quantity %j', async (quantity) => {
    const reply = await call('PUT /api/cart/items/mug', { as: 'ada', body: { quantity } });
    expect(reply).toMatchObject({ status: 400, code: 'request.invalid', data: { errors: [{ pointer: '/quantity' }] } });
  });

  it('409 beyond the last line', async () => {
    await shop.fillUp({ as: 'ada' }, maxCartLines);
    expect(await put('mug', 1, { as: 'ada' })).toMatchObject({ status: 409, code: 'cart.full' });
  });

  it('503 for a new product while the catalogue is down, but what is there may change', async () => {
    await put('mug', 1, { as: 'ada' });
    shop.catalogueDown();
    expect(await put('kettle', 1, { as: 'ada' })).toMatchObject({ status: 503, code: 'dependency.unavailable' });
    const asked = world.invoker.calls.length;
    expect(cartIn(await put('mug', 4, { as: 'ada' }))).toMatchObject({ degraded: true, total: { amount: 2000 } });
    expect(world.invoker.calls.length).toBe(asked + 1);
    expect(world.values).toEqual([500]);
  });
});

describe('DELETE', () => {
  it('200 takes one line out, 404 when it is not there', async () => {
    await put('mug', 1, { as: 'ada' });
    expect(unitsOf(cartIn(await call('DELETE /api/cart/items/mug', { as: 'ada' })))).toEqual({});
    const again = await call('DELETE /api/cart/items/mug', { as: 'ada' });
    expect(again).toMatchObject({ status: 404, code: 'cart.line_not_found' });
  });

  it('204 empties the cart, also one that is empty', async () => {
    await put('mug', 1, { as: 'ada' });
    for (const _ of [1, 2]) expect((await call('DELETE /api/cart', { as: 'ada' })).status).toBe(204);
    expect(unitsOf(cartIn(await call('GET /api/cart', { as: 'ada' })))).toEqual({});
    expect((await call('DELETE /api/cart')).status).toBe(204);
  });
});

describe('for other services only', () => {
  const headers = { 'dapr-caller-app-id': 'order' };

  it('200 with what a user would order now', async () => {
    await put('mug', 2, { as: 'ada' });
    const reply = await call('GET /internal/carts/ada/lines', { headers });
    expect(reply).toMatchObject({ status: 200, data: { lines: [{ productId: 'mug', quantity: 2 }] } });
    expect(await call('GET /internal/carts/bob/lines', { headers })).toMatchObject({ data: { lines: [] } });
    expect((await call('GET /internal/carts/ada/lines', { as: 'ada' })).status).toBe(403);
  });

  it('takes order-confirmed-v1 from its sidecar, again and again', async () => {
    await put('mug', 5, { as: 'ada' });
    const price = { amount: 500, currency: 'EUR' };
    const items = [{ productId: 'mug', quantity: 2, sku: 'S-1', name: 'Mug', unitPrice: price, lineTotal: price }];
    const at = '2026-01-01T00:00:00.000Z';
    const data = { orderId: 'o1', userId: 'ada', version: 7, region: 'DE', at, items, total: price };
    const envelope = { specversion: '1.0', id: 'e1', type: 'order-confirmed-v1', source: 'order', time: at };
    for (const _ of [1, 2]) {
      const body = { ...envelope, datacontenttype: 'application/json', data };
      const reply = await call('POST /subscriptions/order-confirmed-v1', { headers, body });
      expect(reply).toMatchObject({ status: 200, data: { status: 'SUCCESS' } });
    }
    expect(world.cart('ada')?.lines[0]?.quantity).toBe(3);
  });
});
