import { orderApi } from '@mercato/contracts/order';
import { paymentApi } from '@mercato/contracts/payment';
import { expect, it } from 'vitest';
import { cards, newProduct, newShopper, placement, stockBecomes, untilOrder } from '../../support/shopper.ts';
import type { GetWorld } from '../../support/world.ts';

type Victim = 'service' | 'sidecar';

export const kills = (world: GetWorld): void => {
  // The payment service is paused so that the saga surely stands in the middle of a step when the order service dies.
  it.each<Victim>(['service', 'sidecar'])(
    'the %s of order killed in mid-saga: the order completes all the same',
    async (victim) => {
      const { client, admin, shop } = world();
      const productId = await newProduct(admin, { stock: 3 });
      const shopper = await newShopper(client);
      const payment = shop.app('payment').service;
      const orders = shop.apps.filter((app) => app.name === 'order').map((app) => app[victim]);
      const body = { number: cards.success, expMonth: 12, expYear: 2035, cvc: '123' };
      const { token } = await shopper.client.expect(paymentApi.tokenizeCard, 201, { body });
      payment.pause();
      try {
        const { id } = await shopper.client.expect(orderApi.placeOrder, 202, placement({ productId, token }));
        await stockBecomes(client, productId, { reserved: 1 });
        for (const process of orders) await process.kill('SIGKILL');
        payment.resume();
        for (const process of orders) {
          await process.start();
          await process.waitUntilReady();
        }
        const order = await untilOrder(shopper, id, (o) => o.status !== 'pending', 60_000);
        expect(order).toMatchObject({ status: 'processing', cancellation: null });
        const { captured } = await shopper.client.expect(paymentApi.getOrderPayment, 200, { params: { orderId: id } });
        expect(captured.amount).toBe(order.total?.amount);
        await stockBecomes(client, productId, { available: 2, onHand: 2, reserved: 0, sold: 1, received: 3 });
      } finally {
        payment.resume();
      }
    },
  );
};
