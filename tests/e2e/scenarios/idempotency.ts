import { randomUUID } from 'node:crypto';
import { type Order, orderApi } from '@mercato/contracts/order';
import { paymentApi } from '@mercato/contracts/payment';
import { expect, it } from 'vitest';
import type { CallOptions, Reply } from '../../support/shop-client.ts';
import { newProduct, newShopper, placement, type Shopper, stockBecomes, untilOrder } from '../../support/shopper.ts';
import type { GetWorld } from '../../support/world.ts';

const place = (shopper: Shopper, request: CallOptions): Promise<Reply<{ readonly id: string }>> =>
  shopper.client.call(orderApi.placeOrder, request);

const atOnce = (shopper: Shopper, request: CallOptions): Promise<readonly Reply<{ readonly id: string }>[]> =>
  Promise.all(Array.from({ length: 100 }, () => place(shopper, request)));

/** One order there is, paid once, and one unit sold. */
const expectOne = async (shopper: Shopper, id: string): Promise<Order> => {
  const order = await untilOrder(shopper, id, ({ status }) => status !== 'pending');
  // On a busy machine the parcel may have left by now.
  expect(['processing', 'shipped', 'delivered']).toContain(order.status);
  expect(order.cancellation).toBeNull();
  const page = await shopper.client.expect(orderApi.listOrders, 200, { params: { userId: shopper.id } });
  expect(page.items.map((item) => item.id)).toEqual([id]);
  const payment = await shopper.client.expect(paymentApi.getOrderPayment, 200, { params: { orderId: id } });
  expect(payment.captured.amount).toBe(order.total?.amount);
  return order;
};

export const idempotency = (world: GetWorld): void => {
  it('100 posts at once under one key are one order, and every answer names it', async () => {
    const { client, admin } = world();
    const productId = await newProduct(admin, { stock: 100 });
    const shopper = await newShopper(client);
    const idempotencyKey = randomUUID();
    const answers = await atOnce(shopper, placement({ productId }, { idempotencyKey }));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    const [id = '', ...others] = new Set(answers.map(({ body }) => body.id));
    expect(others).toEqual([]);
    await expectOne(shopper, id);
    await stockBecomes(client, productId, { available: 99, onHand: 99, reserved: 0, sold: 1, received: 100 });
    const other = await place(shopper, placement({ productId, quantity: 2 }, { idempotencyKey }));
    expect([other.status, other.body]).toMatchObject([422, { code: 'idempotency.key_reused' }]);
  });

  it('100 who wish to wait do not keep out what they wait for', async () => {
    const { client, admin } = world();
    const productId = await newProduct(admin, { stock: 100 });
    const shopper = await newShopper(client);
    const startedAt = Date.now();
    const answers = await atOnce(shopper, placement({ productId }, { idempotencyKey: randomUUID(), wait: 25 }));
    // Nobody waited in vain: some got the outcome, and those for whom there was no room were told so at once.
    expect(Date.now() - startedAt).toBeLessThan(20_000);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 202]));
    const [id = '', ...others] = new Set(answers.map(({ body }) => body.id));
    expect(others).toEqual([]);
    await expectOne(shopper, id);
  });

  it('a key outlives the services that it was given to', async () => {
    const { client, admin, shop } = world();
    const productId = await newProduct(admin, { stock: 5 });
    const shopper = await newShopper(client);
    const idempotencyKey = randomUUID();
    const request = placement({ productId }, { idempotencyKey });
    const first = await place(shopper, request);
    for (const name of ['order', 'gateway']) {
      const { service } = shop.app(name);
      await service.stop();
      await service.start();
      await service.waitUntilReady();
    }
    const again = await place(shopper, request);
    expect([again.status, again.body.id]).toEqual([202, first.body.id]);
    await expectOne(shopper, first.body.id);
    const other = await place(shopper, placement({ productId, quantity: 2 }, { idempotencyKey }));
    expect([other.status, other.body]).toMatchObject([422, { code: 'idempotency.key_reused' }]);
  });
};
