import { orderApi } from '@mercato/contracts/order';
import { errors } from '@mercato/kit/errors';
import { gauge } from '@mercato/kit/telemetry';
import { describe, expect, it } from 'vitest';
import { audit, MemoryShop, stockUp } from '../support/memory-shop/index.ts';
import { givenBack, statusOf } from './cell.ts';
import { goods, place, placement } from './flows.ts';

const minutes = 60_000;

const open = async (): Promise<MemoryShop> => {
  const shop = new MemoryShop();
  await stockUp(shop, goods);
  return shop;
};

/** Nothing reaches a service for some time, from now on. */
const down = (shop: MemoryShop, app: string, ms: number): void => {
  const until = shop.clock.now() + ms;
  shop.faults.plan({
    times: Infinity,
    when: (m) => m.kind === 'call' && m.app === app && shop.clock.now() < until,
    act: () => Promise.reject(errors.unavailable(app)),
  });
};

const parkedReason = async (shop: MemoryShop): Promise<string | undefined> => {
  const [id = ''] = shop.acceptedOrders;
  const order = await shop.client('ada').expect(orderApi.getOrder, 200, { params: { id } });
  return order.status === 'accepted' ? undefined : order.needsAttention?.reason;
};

/** The two ways in which a parked order is taken up again. */
const resumptions = [
  {
    how: 'its owner cancels it',
    resume: (shop: MemoryShop, id: string) => shop.client('ada').call(orderApi.cancelOrder, { params: { id } }),
  },
  {
    how: 'its request is repeated under the same key',
    resume: (shop: MemoryShop) => shop.client('ada').call(orderApi.placeOrder, placement),
  },
] as const;

describe.each(resumptions)('payment down for seven minutes: the order is parked, and ends when $how', ({ resume }) => {
  it('while authorising', async () => {
    const shop = await open();
    down(shop, 'payment', 7 * minutes);
    const id = await place(shop);
    await shop.settle();
    // A person is called before payment is back: the message must not lie with the dead letters by then.
    expect(shop.clock.now() - shop.opened).toBeLessThan(7 * minutes);
    expect(await statusOf(shop)).toBe('pending');
    expect(await parkedReason(shop)).toContain('undo authorize-payment');
    expect(shop.errorsLogged).toContainEqual(expect.objectContaining({ orderId: id }));
    expect(await audit(shop)).toEqual([]);
    await shop.clock.pass(7 * minutes);
    expect((await resume(shop, id)).status).toBe(202);
    await shop.settle();
    expect(await statusOf(shop)).toBe('cancelled');
    expect(await parkedReason(shop)).toBeUndefined();
    expect(givenBack(shop)).toEqual(['void', 'release']);
    expect(await audit(shop)).toEqual([]);
  });

  it('while undoing', async () => {
    const shop = await open();
    shop.faults.plan({
      when: (m) => m.kind === 'call' && m.route === 'bookShipment',
      act: async () => {
        await Promise.resolve();
        down(shop, 'payment', 7 * minutes);
        return { verdict: 'refused', code: 'shipping.region_unserved', detail: 'no' };
      },
    });
    const id = await place(shop);
    await shop.settle();
    expect(await parkedReason(shop)).toContain('undo authorize-payment');
    expect(await audit(shop)).toEqual([]);
    await shop.clock.pass(7 * minutes);
    await resume(shop, id);
    await shop.settle();
    expect(await statusOf(shop)).toBe('cancelled');
    expect(givenBack(shop)).toEqual(['call off', 'void', 'release']);
    expect(await audit(shop)).toEqual([]);
  });
});

it('a parked order is counted by whatever process runs, until it has ended', async () => {
  const counted = async (): Promise<number | undefined> => (await gauge('orders_parked').get()).values[0]?.value;
  const shop = await open();
  await shop.warmUp('order');
  down(shop, 'payment', 7 * minutes);
  const id = await place(shop);
  await shop.settle();
  gauge('orders_parked').set(0);
  shop.host('order').replica.kill();
  await shop.clock.pass(minutes);
  expect(await counted()).toBe(1);
  await shop.clock.pass(7 * minutes);
  await shop.client('admin').expect(orderApi.cancelOrder, 202, { params: { id } });
  await shop.settle();
  await shop.clock.pass(minutes);
  expect(await counted()).toBe(0);
});

it('stock down for seven minutes when it is to be sold: parked, and then neither lost nor cancelled', async () => {
  const shop = await open();
  shop.faults.plan({
    when: (m) => m.kind === 'call' && m.route === 'commitStock',
    act: async () => {
      await Promise.resolve();
      down(shop, 'product', 7 * minutes);
      throw errors.unavailable('product');
    },
  });
  const id = await place(shop);
  await shop.settle();
  expect(await parkedReason(shop)).toContain('do confirm-order');
  await shop.clock.pass(7 * minutes);
  // Past the point of no return nothing but its confirmation can end it.
  await shop.client('ada').call(orderApi.cancelOrder, { params: { id } });
  await shop.settle();
  expect(await statusOf(shop)).toBe('processing');
  expect(await audit(shop)).toEqual([]);
});

it('a total beyond what can be paid is refused, and the stock given back', async () => {
  const shop = new MemoryShop();
  await stockUp(shop, { mug: { units: 10, price: 999_999_999_999 }, tea: { units: 5, price: 999_999_999_999 } });
  const id = await place(shop);
  await shop.settle();
  const order = await shop.client('ada').expect(orderApi.getOrder, 200, { params: { id } });
  expect(order).toMatchObject({ status: 'cancelled', cancellation: { code: 'order.total_changed' } });
  expect(givenBack(shop)).toEqual(['release']);
  expect(shop.broker.dead).toEqual([]);
  expect(await audit(shop)).toEqual([]);
});
