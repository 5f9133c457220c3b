import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cartApi } from '@mercato/contracts/cart';
import { notificationApi } from '@mercato/contracts/notification';
import { orderApi } from '@mercato/contracts/order';
import { paymentApi } from '@mercato/contracts/payment';
import { productApi } from '@mercato/contracts/product';
import { shippingApi } from '@mercato/contracts/shipping';
import { expect, it } from 'vitest';
import {
  address,
  card,
  cards,
  newProduct,
  newShopper,
  stockBecomes,
  until,
  untilOrder,
} from '../../support/shopper.ts';
import type { GetWorld } from '../../support/world.ts';

export const walk = (world: GetWorld): void => {
  it('goes from registration to the delivered order and its mails', async () => {
    const { client, admin, shop } = world();
    const productId = await newProduct(admin, { stock: 5, price: 1250 });
    const shopper = await newShopper(client);

    const product = await client.expect(productApi.getProduct, 200, { params: { id: productId } });
    await until('the product in the search', async () => {
      const found = await client.expect(productApi.listProducts, 200, { query: { q: product.name } });
      return found.items.find((p) => p.id === productId);
    });

    await shopper.client.expect(cartApi.putItem, 200, { params: { productId }, body: { quantity: 2 } });
    const cart = await shopper.client.expect(cartApi.getCart, 200);
    expect(cart.total).toEqual({ amount: 2500, currency: 'EUR' });

    const placed = await shopper.client.expect(orderApi.placeOrder, 201, {
      body: { shippingAddress: address, payment: card(cards.success) },
      wait: 20,
    });
    expect(placed).toMatchObject({
      status: 'processing',
      total: { amount: 2500 },
      payment: { captured: { amount: 2500 } },
    });

    const delivered = await untilOrder(shopper, placed.id, (o) => o.status === 'delivered', 40_000);
    expect(delivered.shipment?.trackingNumber).toBeTruthy();
    const shipment = await shopper.client.expect(shippingApi.getShipment, 200, { params: { orderId: placed.id } });
    expect(shipment.status).toBe('delivered');
    const payment = await shopper.client.expect(paymentApi.getOrderPayment, 200, { params: { orderId: placed.id } });
    expect(payment).toMatchObject({ status: 'captured', captured: { amount: 2500 }, refunded: { amount: 0 } });

    await stockBecomes(client, productId, { available: 3, onHand: 3, reserved: 0, sold: 2, received: 5 });
    await until('the ordered lines to leave the cart', async () => {
      const left = await shopper.client.expect(cartApi.getCart, 200);
      return left.lines.length === 0 ? true : undefined;
    });

    const mails = await until('four mails', async () => {
      const page = await shopper.client.expect(notificationApi.listNotifications, 200);
      return page.items.length >= 4 ? page.items : undefined;
    });
    expect(mails.map((m) => m.template).toSorted()).toEqual([
      'order-confirmation',
      'payment-confirmation',
      'shipment-delivered',
      'shipment-dispatched',
    ]);
    const files = readdirSync(shop.mailbox).map((file) => readFileSync(join(shop.mailbox, file), 'utf8'));
    // And the one with the code.
    expect(files.filter((mail) => mail.includes(shopper.email))).toHaveLength(5);
  });

  it('shows the timeline, in the listing too', async () => {
    const { client, admin } = world();
    const productId = await newProduct(admin, { stock: 1 });
    const shopper = await newShopper(client);
    const order = await shopper.client.expect(orderApi.placeOrder, 201, {
      body: { lines: [{ productId, quantity: 1 }], shippingAddress: address, payment: card(cards.success) },
      wait: 20,
    });
    const timeline = await shopper.client.expect(orderApi.getTimeline, 200, { params: { id: order.id } });
    expect(timeline.entries.map((e) => e.seq)).toEqual(timeline.entries.map((_, i) => i + 1));
    await until('the order in the listing', async () => {
      const page = await shopper.client.expect(orderApi.listOrders, 200, { params: { userId: shopper.id } });
      return page.items.find((o) => o.id === order.id);
    });
  });
};
