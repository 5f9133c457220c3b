import { cartApi } from '@mercato/contracts/cart';
import { orderApi } from '@mercato/contracts/order';
import { paymentApi } from '@mercato/contracts/payment';
import { productApi } from '@mercato/contracts/product';
import { expect, it } from 'vitest';
import { cards, newProduct, newShopper, placement, untilOrder } from '../../support/shopper.ts';
import type { GetWorld } from '../../support/world.ts';

const testCard = { number: cards.success, expMonth: 12, expYear: 2035, cvc: '123' };

export const outage = (world: GetWorld): void => {
  it('payment hangs: people browse, fill carts and order, and their orders are paid when it is back', async () => {
    const { client, admin, shop } = world();
    const productId = await newProduct(admin, { stock: 2 });
    const shopper = await newShopper(client);
    // Its card becomes a token at payment's door, so the next order needs one that is there already.
    const { token } = await shopper.client.expect(paymentApi.tokenizeCard, 201, { body: testCard });
    const payments = shop.apps.filter((app) => app.name === 'payment').map((app) => app.service);
    for (const process of payments) process.pause();
    try {
      await client.expect(productApi.listProducts, 200, { query: { limit: '5' } });
      await client.expect(productApi.getProduct, 200, { params: { id: productId } });
      await shopper.client.expect(cartApi.putItem, 200, { params: { productId }, body: { quantity: 1 } });
      const { id } = await shopper.client.expect(orderApi.placeOrder, 202, placement({ productId, token }));
      const seen = await shopper.client.expect(orderApi.getOrder, 200, { params: { id } });
      expect(['accepted', 'pending']).toContain(seen.status);
      for (const process of payments) process.resume();
      await untilOrder(shopper, id, (order) => order.status === 'processing', 60_000);
    } finally {
      for (const process of payments) process.resume();
    }
  });

  it('everything but product hangs: the catalogue is there all the same', async () => {
    const { client, admin, shop } = world();
    const productId = await newProduct(admin, { stock: 1 });
    const others = shop.apps.filter((app) => !['gateway', 'product'].includes(app.name)).map((app) => app.service);
    for (const process of others) process.pause();
    try {
      await client.expect(productApi.listProducts, 200, { query: { limit: '5' } });
      await client.expect(productApi.getProduct, 200, { params: { id: productId } });
    } finally {
      for (const process of others) process.resume();
    }
  });
};
