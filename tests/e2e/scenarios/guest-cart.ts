import { type Cart, cartApi } from '@mercato/contracts/cart';
import { orderApi } from '@mercato/contracts/order';
import { productApi } from '@mercato/contracts/product';
import { expect, it } from 'vitest';
import { address, card, cards, newProduct, newShopper, until } from '../../support/shopper.ts';
import type { GetWorld } from '../../support/world.ts';

const lines = (cart: Cart): readonly object[] => cart.lines.map(({ productId, quantity }) => ({ productId, quantity }));

export const guestCart = (world: GetWorld): void => {
  it('a guest fills a cart, registers, signs in, finds it merged, and buys it', async () => {
    const { client, admin } = world();
    const [one, two] = await Promise.all([
      newProduct(admin, { stock: 5, price: 500 }),
      newProduct(admin, { stock: 5 }),
    ]);
    const first = await client.expect(cartApi.putItem, 200, { params: { productId: one }, body: { quantity: 2 } });
    const guestToken = first.guestToken ?? '';
    const asGuest = { headers: { 'x-guest-token': guestToken } };
    await client.expect(cartApi.putItem, 200, { params: { productId: two }, body: { quantity: 1 }, ...asGuest });

    const shopper = await newShopper(client);
    await shopper.client.expect(cartApi.putItem, 200, { params: { productId: one }, body: { quantity: 1 } });
    const merge = { body: { guestToken } };
    await shopper.client.expect(cartApi.mergeCart, 200, merge);
    const merged = await shopper.client.expect(cartApi.mergeCart, 200, merge);
    const both = [
      { productId: one, quantity: 3 },
      { productId: two, quantity: 1 },
    ];
    expect(lines(merged)).toEqual(both);
    expect(merged.guestToken).toBeNull();
    expect(lines(await client.expect(cartApi.getCart, 200, asGuest))).toEqual([]);

    const order = await shopper.client.expect(orderApi.placeOrder, 201, {
      body: { shippingAddress: address, payment: card(cards.success) },
      wait: 20,
    });
    expect(order).toMatchObject({ status: 'processing', lines: both, total: merged.total });
    await until('the ordered lines to leave the cart', async () =>
      (await shopper.client.expect(cartApi.getCart, 200)).lines.length === 0 ? true : undefined,
    );
  });

  it('a browser needs no code for it: its cookie is merged at the first look into the cart', async () => {
    const { client, admin } = world();
    const productId = await newProduct(admin, { stock: 5 });
    const reply = await client.call<Cart>(cartApi.putItem, { params: { productId }, body: { quantity: 2 } });
    const [setCookie = ''] = reply.headers.getSetCookie();
    expect(setCookie).toMatch(/^mercato_guest=.+HttpOnly/);
    const cookie = { headers: { cookie: setCookie.split(';')[0] ?? '' } };
    expect(lines(await client.expect(cartApi.getCart, 200, cookie))).toHaveLength(1);

    const shopper = await newShopper(client);
    const looked = await shopper.client.call<Cart>(cartApi.getCart, cookie);
    expect(lines(looked.body)).toEqual([{ productId, quantity: 2 }]);
    expect(looked.headers.getSetCookie().join()).toMatch(/mercato_guest=;.*Max-Age=0/);
  });

  it('a forged guest token opens no cart', async () => {
    const reply = await world().client.call<{ code: string }>(cartApi.getCart, {
      headers: { 'x-guest-token': 'forged' },
    });
    expect([reply.status, reply.body.code]).toEqual([400, 'cart.guest_invalid']);
  });

  it('flags what has changed: another price, too little stock, gone', async () => {
    const { client, admin } = world();
    const productId = await newProduct(admin, { stock: 5, price: 1000 });
    const shopper = await newShopper(client);
    const params = { productId };
    await shopper.client.expect(cartApi.putItem, 200, { params, body: { quantity: 4 } });
    const becomes = async (flags: readonly string[], line: object): Promise<void> => {
      const look = async (): Promise<unknown> => (await shopper.client.expect(cartApi.getCart, 200)).lines[0];
      await expect.poll(look, { timeout: 6_000, interval: 200 }).toMatchObject({ flags, ...line });
    };

    const price = { amount: 1250, currency: 'EUR' };
    await admin.expect(productApi.updateProduct, 200, { params: { id: productId }, body: { price } });
    await becomes(['price_changed'], { unitPrice: { amount: 1250 }, previousPrice: { amount: 1000 } });
    // Touching the line is taking notice.
    await shopper.client.expect(cartApi.putItem, 200, { params, body: { quantity: 3 } });
    await becomes([], { unitPrice: { amount: 1250 }, previousPrice: null, lineTotal: { amount: 3750 } });

    await admin.expect(productApi.changeStock, 200, { params: { id: productId }, body: { delta: -3 } });
    await becomes(['insufficient_stock'], { available: 2 });
    await admin.expect(productApi.deleteProduct, 204, { params: { id: productId } });
    await becomes(['unavailable'], {});
    expect((await shopper.client.expect(cartApi.getCart, 200)).total.amount).toBe(0);
  });
};
