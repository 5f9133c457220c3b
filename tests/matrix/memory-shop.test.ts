import { orderApi } from '@mercato/contracts/order';
import { errors } from '@mercato/kit/errors';
import { outgoing } from '@mercato/kit/messaging';
import { checkoutOrder } from '@mercato/contracts/order';
import { describe, expect, it } from 'vitest';
import { address } from '../support/shopper.ts';
import { audit, MemoryShop, type MemoryShopOptions, readMemoryShop, stockUp } from '../support/memory-shop/index.ts';

const open = async (options: MemoryShopOptions = {}): Promise<MemoryShop> => {
  const shop = new MemoryShop(options);
  await stockUp(shop, { mug: { units: 10, price: 1_250 } });
  return shop;
};

const placement = {
  idempotencyKey: 'k1',
  body: {
    lines: [{ productId: 'mug', quantity: 2 }],
    shippingAddress: address,
    payment: { token: 'tok_success_visa_4242_1' },
  },
};

const place = async (shop: MemoryShop): Promise<string> =>
  (await shop.client('ada').expect(orderApi.placeOrder, 202, placement)).id;

const statusOf = async (shop: MemoryShop, id: string): Promise<string> =>
  (await shop.client('ada').expect(orderApi.getOrder, 200, { params: { id } })).status;

const sagaCalls = (shop: MemoryShop): readonly string[] =>
  shop.calls.filter((call) => call.by === 'order').map((call) => call.route);
const happy = ['reserveStock', 'authorizePayment', 'bookShipment', 'captureAuthorized', 'commitStock'];

describe('a shop in memory', () => {
  it('sells, sends mail, and keeps its books', async () => {
    const shop = await open();
    const id = await place(shop);
    expect(await statusOf(shop, id)).toBe('accepted');
    await shop.settle();
    expect(await statusOf(shop, id)).toBe('processing');
    expect(sagaCalls(shop)).toEqual(happy);
    expect(shop.mails.map((mail) => mail.to.address)).toEqual(['ada@example.com', 'ada@example.com']);
    expect(await audit(shop)).toEqual([]);
    const { products } = await readMemoryShop(shop);
    expect(products).toMatchObject([{ id: 'mug', stock: { available: 8, reserved: 0, sold: 2 } }]);
  });

  it('has a carrier, once it is warmed up', async () => {
    const shop = await open();
    await shop.warmUp('shipping');
    const id = await place(shop);
    await shop.settle();
    await shop.clock.pass(60_000);
    expect(await statusOf(shop, id)).toBe('delivered');
    expect(await audit(shop)).toEqual([]);
  });

  it('answers a shopper who waits', async () => {
    const shop = await open({ latencyMs: () => 3 });
    const order = await shop.client('ada').expect(orderApi.placeOrder, 201, { ...placement, wait: 10 });
    expect(order.status).toBe('processing');
    await shop.settle();
    expect(await audit(shop)).toEqual([]);
  });

  it('asks for a token, and knows its administrators', async () => {
    const shop = await open();
    expect((await shop.client('ada').call(orderApi.listAllOrders)).status).toBe(403);
    expect((await shop.client('admin').call(orderApi.listAllOrders)).status).toBe(200);
  });

  it('takes the same course every time', async () => {
    const course = async (): Promise<string> => {
      const shop = await open({ latencyMs: () => 2 });
      await Promise.all([place(shop), place(shop)]);
      await shop.settle();
      return JSON.stringify([shop.calls, shop.broker.published, shop.clock.now()]);
    };
    expect(await course()).toBe(await course());
  });
});

describe('what dies', () => {
  it('an app: its message comes again within seconds, and what it began goes on', async () => {
    const shop = await open();
    const kill = shop.faults.plan({
      when: (m) => m.kind === 'call' && m.route === 'bookShipment',
      act: async (work, _, replica) => {
        await work();
        replica.kill();
      },
    });
    const begun = shop.clock.now();
    const id = await place(shop);
    await shop.settle();
    expect(kill.fired()).toBe(1);
    expect(await statusOf(shop, id)).toBe('processing');
    expect(shop.clock.now() - begun).toBeLessThan(10_000);
    expect(sagaCalls(shop)).toEqual([...happy.slice(0, 3), ...happy]);
    expect(await audit(shop)).toEqual([]);
  });

  it('a sidecar: its message comes again after the visibility timeout', async () => {
    const shop = await open();
    const kill = shop.faults.plan({
      when: (m) => m.kind === 'call' && m.route === 'bookShipment',
      act: async (work, _, replica) => {
        replica.killSidecar();
        return work();
      },
    });
    const begun = shop.clock.now();
    const id = await place(shop);
    await shop.settle();
    expect(kill.fired()).toBe(1);
    expect(await statusOf(shop, id)).toBe('processing');
    expect(shop.clock.now() - begun).toBeGreaterThanOrEqual(60_000);
    expect(await audit(shop)).toEqual([]);
  });

  it('the table, for twenty seconds: nothing is done meanwhile, all of it later', async () => {
    const shop = await open();
    const id = await place(shop);
    shop.cut('table', 20_000);
    await shop.clock.pass(19_000);
    expect(shop.cutsMet.table).toBeGreaterThan(1);
    expect(sagaCalls(shop)).toEqual([]);
    await shop.settle();
    expect(await statusOf(shop, id)).toBe('processing');
    expect(await audit(shop)).toEqual([]);
  });

  it('the queues, for twenty seconds: requests are refused, and nothing is acknowledged', async () => {
    const shop = await open();
    shop.cut('queues', 20_000);
    expect((await shop.client('ada').call(orderApi.placeOrder, placement)).status).toBe(503);
    await shop.clock.pass(20_000);
    const id = await place(shop);
    await shop.settle();
    expect(await statusOf(shop, id)).toBe('processing');
  });
});

describe('messages', () => {
  const poison = () =>
    outgoing(checkoutOrder, { orderId: 'o1' } as never, { distinct: 'p', time: '2026-01-01T00:00:00.000Z' });

  it('that nobody can read end as dead letters, after as many receives as the queue allows', async () => {
    const shop = await open();
    const deliveries = shop.faults.plan({
      when: (m) => m.kind === 'delivery',
      times: Infinity,
      act: (work) => work(),
    });
    const message = poison();
    await shop.publish(message);
    await shop.settle();
    expect(shop.broker.dead).toMatchObject([{ queue: 'order-commands-dlq', message: { id: message.id } }]);
    expect(deliveries.fired()).toBe(10);
    expect((await audit(shop)).map((finding) => finding.rule)).toEqual(['queue.dead_letter']);
    expect(await audit(shop, { poison: [message.id] })).toEqual([]);
  });

  it('whose handling fails come again, and a second one changes nothing', async () => {
    const shop = await open();
    shop.faults.plan({
      when: (m) => m.kind === 'publish' && m.topic === 'order-confirmed-v1',
      times: 3,
      act: () => Promise.reject(errors.unavailable('broker')),
    });
    await place(shop);
    await shop.settle();
    const command = shop.broker.published.find((m) => m.topic === 'order-checkout-v1');
    const before = shop.calls.length;
    shop.broker.send('order-commands', command!);
    await shop.settle();
    expect(shop.calls).toHaveLength(before);
    expect(shop.broker.published.filter((m) => m.topic === 'order-confirmed-v1')).toHaveLength(1);
    expect(await audit(shop)).toEqual([]);
  });
});

it('shows a twin for what it is', async () => {
  const forgetful = { publish: () => Promise.resolve() };
  const shop = await open({ twins: { order: { publisher: () => forgetful } } });
  await place(shop);
  await shop.settle();
  expect((await audit(shop)).map((finding) => finding.rule)).toEqual(['order.unfinished']);
});
