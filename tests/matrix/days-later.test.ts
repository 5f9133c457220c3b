import { messages } from '@mercato/contracts';
import { cartApi } from '@mercato/contracts/cart';
import { orderApi } from '@mercato/contracts/order';
import { paymentApi } from '@mercato/contracts/payment';
import { beforeAll, describe, expect, it } from 'vitest';
import { audit, MemoryShop, stockUp } from '../support/memory-shop/index.ts';
import { address } from '../support/shopper.ts';

const days = 24 * 3_600_000;
const shop = new MemoryShop();
const ada = shop.client('ada');
const admin = shop.client('admin');

const buy = async (key: string, token = 'success'): Promise<string> => {
  const payment = { token: `tok_${token}_visa_4242_1` };
  const body = { lines: [{ productId: 'mug', quantity: 1 }], shippingAddress: address, payment };
  const { id } = await ada.expect(orderApi.placeOrder, 202, { idempotencyKey: key, body });
  await shop.settle();
  return id;
};

/** More than anything remembers of its latest commands. */
const crowd = 40;

beforeAll(async () => {
  await stockUp(shop, { mug: { units: 100, price: 1_250 } });
  const delivered = await buy('delivered');
  for (const status of ['shipped', 'delivered']) {
    await admin.expect(orderApi.setStatus, 200, { params: { id: delivered }, body: { status }, wait: 10 });
  }
  const amount = { amount: 500, currency: 'EUR' };
  await admin.expect(paymentApi.refundPayment, 202, { body: { orderId: delivered, amount } });
  const cancelled = await buy('cancelled');
  await ada.expect(orderApi.cancelOrder, 202, { params: { id: cancelled } });
  await buy('declined', 'declined');
  for (let i = 0; i < crowd; i += 1) await buy(`more-${i}`);
  await ada.expect(cartApi.putItem, 200, { params: { productId: 'mug' }, body: { quantity: 3 } });
  await shop.settle();
  await shop.clock.pass(8 * days);
}, 30_000);

/** Everything that is stored, and everything that left the shop. */
const everything = (): string => {
  const apps = ['cart', 'order', 'payment', 'product', 'shipping', 'notification'] as const;
  const items = apps.flatMap((app) => {
    const { store } = shop.host(app);
    return store.keys.map((key) => [app, key, store.peek<{ state?: unknown }>(key)?.state] as const);
  });
  const published = new Set(shop.broker.published.map((message) => message.id)).size;
  return JSON.stringify([items, shop.mails.length, published]);
};

const redeliver = (topic: string): number => {
  const contract = messages.find((m) => m.topic === topic);
  const sent = shop.broker.published.filter((message) => message.topic === topic);
  const queues = new Set(shop.broker.queues.map((queue) => queue.name));
  const targets = (contract?.consumers ?? []).map((app) => `${app}-${contract?.kind}s`).filter((q) => queues.has(q));
  for (const message of sent) for (const queue of targets) shop.broker.send(queue, message);
  return sent.length * targets.length;
};

const said = (): readonly string[] => [...new Set(shop.broker.published.map((message) => message.topic))];

describe('a message that comes again after eight days changes nothing', () => {
  it.each([
    'product-create-v1',
    'order-checkout-v1',
    'order-placed-v1',
    'payment-captured-v1',
    'order-confirmed-v1',
    'order-set-status-v1',
    'shipping-dispatched-v1',
    'shipping-delivered-v1',
    'order-refund-v1',
    'payment-refunded-v1',
    'order-cancel-v1',
    'order-cancelled-v1',
  ])('%s', async (topic) => {
    const before = everything();
    expect(redeliver(topic)).toBeGreaterThan(0);
    await shop.settle();
    expect(everything()).toBe(before);
  });

  it('nor do all of them at once', async () => {
    const before = everything();
    for (const topic of said()) redeliver(topic);
    await shop.settle();
    expect(everything()).toBe(before);
    expect(shop.broker.dead).toEqual([]);
    expect(await audit(shop)).toEqual([]);
  });
});
