import { randomUUID } from 'node:crypto';
import { notificationApi } from '@mercato/contracts/notification';
import { type Order, orderApi } from '@mercato/contracts/order';
import { paymentApi } from '@mercato/contracts/payment';
import { productApi } from '@mercato/contracts/product';
import { shippingApi } from '@mercato/contracts/shipping';
import { expect, it } from 'vitest';
import type { Reply } from '../../support/shop-client.ts';
import { newProduct, newShopper, placement, type Shopper, until, untilOrder } from '../../support/shopper.ts';
import type { GetWorld } from '../../support/world.ts';

const bought = async ({ client, admin }: ReturnType<GetWorld>): Promise<{ shopper: Shopper; order: Order }> => {
  const productId = await newProduct(admin, { stock: 2, price: 1000 });
  const shopper = await newShopper(client);
  const order = await shopper.client.expect(orderApi.placeOrder, 201, { ...placement({ productId }), wait: 20 });
  expect(order.status).toBe('processing');
  return { shopper, order };
};

const refusal = ({ status, body }: Reply<{ code?: string }>): unknown => [status, body.code];

export const administration = (world: GetWorld): void => {
  it('an order is marked as shipped and delivered by hand, and goes no way back', async () => {
    const { admin } = world();
    const { shopper, order } = await bought(world());
    const params = { id: order.id };
    const mark = (status: string) => ({ params, body: { status } });
    expect((await admin.expect(orderApi.setStatus, 200, mark('shipped'))).status).toBe('shipped');
    expect((await admin.expect(orderApi.setStatus, 200, mark('delivered'))).status).toBe('delivered');
    expect(refusal(await admin.call(orderApi.setStatus, mark('shipped')))).toEqual([409, 'order.status_conflict']);
    expect(refusal(await shopper.client.call(orderApi.cancelOrder, { params, wait: 20 }))).toEqual([
      409,
      'order.not_cancellable',
    ]);
    // The parcel moved along; the news of it come by event, later, and change nothing.
    await until('the parcel to be delivered', async () => {
      const shipment = await admin.expect(shippingApi.getShipment, 200, { params: { orderId: order.id } });
      return shipment.status === 'delivered' ? true : undefined;
    });
    const { entries } = await admin.expect(orderApi.getTimeline, 200, { params });
    const statuses = entries.filter((e) => e.kind === 'status').map((e) => e.name);
    expect(statuses).toEqual(['pending', 'processing', 'shipped', 'delivered']);
  });

  it('a refund in part leaves the rest, and more than the rest is refused', async () => {
    const { admin } = world();
    const { shopper, order } = await bought(world());
    const refund = (amount?: number) => ({
      body: { orderId: order.id, ...(amount && { amount: { amount, currency: 'EUR' } }), reason: 'a scratch' },
    });
    const refunded = (amount: number): Promise<Order> =>
      untilOrder(shopper, order.id, (o) => o.payment.refunded?.amount === amount);
    const payment = () => admin.expect(paymentApi.getOrderPayment, 200, { params: { orderId: order.id } });

    await admin.expect(paymentApi.refundPayment, 202, refund(300));
    await refunded(300);
    expect(await payment()).toMatchObject({ status: 'partially_refunded', refunded: { amount: 300 } });
    const exceeded = [409, 'payment.refund_exceeded'];
    expect(refusal(await admin.call(paymentApi.refundPayment, refund(701)))).toEqual(exceeded);

    await admin.expect(paymentApi.refundPayment, 202, refund());
    await refunded(1000);
    expect(await payment()).toMatchObject({
      status: 'refunded',
      captured: { amount: 1000 },
      refunded: { amount: 1000 },
    });
    expect(refusal(await admin.call(paymentApi.refundPayment, refund(1)))).toEqual(exceeded);
    await until('a mail for each refund', async () => {
      const { items } = await shopper.client.expect(notificationApi.listNotifications, 200);
      return items.filter((m) => m.template === 'refund-confirmation').length === 2 ? true : undefined;
    });
  });

  it('the same refund asked for twice under one key is given once', async () => {
    const { admin } = world();
    const { shopper, order } = await bought(world());
    const body = { orderId: order.id, amount: { amount: 400, currency: 'EUR' } };
    const asked = { body, idempotencyKey: randomUUID() };
    await Promise.all([1, 2, 3].map(() => admin.call(paymentApi.refundPayment, asked)));
    await admin.expect(paymentApi.refundPayment, 202, asked);
    await untilOrder(shopper, order.id, (o) => o.payment.refunded?.amount === 400);
    // Long enough for a second one to have come through.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const payment = await admin.expect(paymentApi.getOrderPayment, 200, { params: { orderId: order.id } });
    expect(payment.refunded.amount).toBe(400);
  });

  it('products are imported, and imported again without touching their stock', async () => {
    const { client, admin } = world();
    const ids = [1, 2, 3].map((n) => `imp-${randomUUID().slice(0, 8)}-${n}`);
    const rows = (name: string, stock: number): object[] =>
      ids.map((id) => ({
        id,
        sku: id.toUpperCase(),
        name: `${name} ${id}`,
        category: 'imported',
        price: { amount: 700, currency: 'EUR' },
        stock,
      }));
    const done = await admin.expect(productApi.importProducts, 200, { body: { products: rows('Old', 4) }, wait: 20 });
    expect(done).toEqual({ imported: 3 });
    await admin.expect(productApi.importProducts, 200, { body: { products: rows('New', 9) }, wait: 20 });
    await until('the imported names in the search', async () => {
      const found = await client.expect(productApi.listProducts, 200, { query: { q: ids[0] ?? '' } });
      return found.items.find((p) => p.id === ids[0] && p.name.startsWith('New'));
    });
    const product = await client.expect(productApi.getProduct, 200, { params: { id: ids[2] ?? '' } });
    expect(product).toMatchObject({ name: `New ${ids[2]}`, stock: { onHand: 4, received: 4 } });
  });
};
