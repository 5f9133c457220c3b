import { orderApi } from '@mercato/contracts/order';
import { paymentApi } from '@mercato/contracts/payment';
import { expect, it } from 'vitest';
import { newProduct, newShopper, placement, stockBecomes, untilOrder } from '../../support/shopper.ts';
import type { GetWorld } from '../../support/world.ts';

export const secondThoughts = (world: GetWorld): void => {
  it('cancelling a paid order gives money and stock back', async () => {
    const { client, admin } = world();
    const productId = await newProduct(admin, { stock: 3, price: 999 });
    const shopper = await newShopper(client);
    const order = await shopper.client.expect(orderApi.placeOrder, 201, { ...placement({ productId }), wait: 20 });
    expect(order.status).toBe('processing');
    const cancelled = await shopper.client.expect(orderApi.cancelOrder, 200, { params: { id: order.id }, wait: 20 });
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      payment: { captured: { amount: 999 }, refunded: { amount: 999 } },
    });
    const payment = await shopper.client.expect(paymentApi.getOrderPayment, 200, { params: { orderId: order.id } });
    expect(payment).toMatchObject({ status: 'refunded', captured: { amount: 999 }, refunded: { amount: 999 } });
    await stockBecomes(client, productId, { available: 3, onHand: 3, reserved: 0, sold: 0, received: 3 });
  });

  it('a delivered order cannot be cancelled, and stays as it is', async () => {
    const { client, admin } = world();
    const productId = await newProduct(admin, { stock: 1 });
    const shopper = await newShopper(client);
    const { id } = await shopper.client.expect(orderApi.placeOrder, 201, { ...placement({ productId }), wait: 20 });
    await untilOrder(shopper, id, (o) => o.status === 'shipped' || o.status === 'delivered', 40_000);
    const reply = await shopper.client.call<{ code: string }>(orderApi.cancelOrder, { params: { id }, wait: 20 });
    expect([reply.status, reply.body.code]).toEqual([409, 'order.not_cancellable']);
    const order = await untilOrder(shopper, id, (o) => o.status === 'delivered', 40_000);
    expect(order.payment.refunded?.amount ?? 0).toBe(0);
  });

  it('the same Idempotency-Key makes one order; with another request it is refused', async () => {
    const { client, admin } = world();
    const productId = await newProduct(admin, { stock: 9 });
    const shopper = await newShopper(client);
    const request = placement({ productId }, { idempotencyKey: 'only-once' });
    const replies = await Promise.all([1, 2, 3].map(() => shopper.client.expect(orderApi.placeOrder, 202, request)));
    expect(new Set(replies.map((r) => r.id)).size).toBe(1);
    const other = await shopper.client.call<{ code: string }>(
      orderApi.placeOrder,
      placement({ productId, quantity: 2 }, { idempotencyKey: 'only-once' }),
    );
    expect([other.status, other.body.code]).toEqual([422, 'idempotency.key_reused']);
    const first = replies[0];
    await untilOrder(shopper, first?.id ?? '', (o) => o.status !== 'pending');
    const again = await shopper.client.expect(orderApi.placeOrder, 202, request);
    expect(again.id).toBe(first?.id);
    await stockBecomes(client, productId, { sold: 1, available: 8 });
  });
};
