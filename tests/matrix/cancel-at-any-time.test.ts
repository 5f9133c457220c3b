import { orderApi } from '@mercato/contracts/order';
import { shipmentDispatched } from '@mercato/contracts/shipping';
import { describe, expect, it } from 'vitest';
import { audit, MemoryShop, stockUp } from '../support/memory-shop/index.ts';
import { givenBack, statusOf } from './cell.ts';
import { confirmed, flows, goods, place } from './flows.ts';
import { isCallOf, timedOut } from './mishaps.ts';

const [checkout, wayBack, cancellation] = flows;
const steps = checkout?.steps ?? [];
const cancelled = { status: 'cancelled', code: 'order.cancelled_by_customer' };

/** The order as it ended; the books must balance. */
const ended = async (shop: MemoryShop) => {
  await shop.settle();
  const [id = ''] = shop.acceptedOrders;
  const order = await shop.client('ada').expect(orderApi.getOrder, 200, { params: { id } });
  expect(await audit(shop)).toEqual([]);
  const code = order.status === 'accepted' ? undefined : order.cancellation?.code;
  return { status: await statusOf(shop), code };
};

const cancel = async (shop: MemoryShop, id = [...shop.acceptedOrders][0] ?? ''): Promise<number> =>
  (await shop.client('ada').call(orderApi.cancelOrder, { params: { id } })).status;

/** Time enough for the command to come and be handled, while a call lasts. */
const cancelMeanwhile = async (shop: MemoryShop): Promise<void> => {
  await cancel(shop);
  await shop.clock.sleep(100);
};

const open = async (): Promise<MemoryShop> => {
  const shop = new MemoryShop();
  await stockUp(shop, goods);
  return shop;
};

describe('before the checkout began', () => {
  it('the order is cancelled, and its checkout ends there when it comes', async () => {
    const shop = await open();
    const held = shop.faults.plan({
      when: (m) => m.kind === 'delivery' && m.topic === 'order-checkout-v1',
      act: async (work) => {
        await shop.clock.sleep(5_000);
        return work();
      },
    });
    const id = await place(shop);
    expect(await cancel(shop, id)).toBe(202);
    expect(await ended(shop)).toEqual(cancelled);
    expect(held.fired()).toBe(1);
    expect(shop.calls.filter(({ by }) => by === 'order')).toEqual([]);
  });
});

const backFrom = (step: string): readonly string[] => {
  // Past the point of no return: confirmed first, then cancelled.
  if (step === 'confirm-order') return ['call off', 'refund', 'release'];
  // They are intended together and follow at once, so the cancellation is read when the last of them is done.
  return ['void', 'call off', 'void', 'release'];
};

describe('during the checkout', () => {
  const moments = steps.flatMap((step) =>
    (['before', 'after'] as const).map((when) => ({ when, step, name: step.name })),
  );

  it.each(moments)('$when the effect of $name', async ({ when, step, name }) => {
    const shop = await open();
    const during = shop.faults.plan({
      when: isCallOf(step),
      act: async (work) => {
        if (when === 'before') await cancelMeanwhile(shop);
        const answer = await work();
        if (when === 'after') await cancelMeanwhile(shop);
        return answer;
      },
    });
    await place(shop);
    expect(await ended(shop)).toEqual(cancelled);
    expect(during.fired()).toBe(1);
    expect(givenBack(shop)).toEqual(backFrom(name));
  });

  it.each(wayBack?.steps ?? [])('at $name, when it is on its way back already', async (step) => {
    const shop = await open();
    for (const one of steps.filter(({ name }) => name === 'capture-payment')) timedOut(shop, one, { done: true });
    const during = shop.faults.plan({
      when: isCallOf(step),
      act: async (work) => {
        await cancelMeanwhile(shop);
        return work();
      },
    });
    await place(shop);
    // It ended for its own reason; whoever cancelled got what was asked for.
    expect(await ended(shop)).toEqual({ status: 'cancelled', code: 'order.timed_out' });
    expect(during.fired()).toBe(1);
  });
});

describe('after the confirmation', () => {
  it.each(cancellation?.steps ?? [])('again at $name, while it is being cancelled', async (step) => {
    const shop = new MemoryShop();
    const id = await confirmed(shop);
    const during = shop.faults.plan({
      when: isCallOf(step),
      act: async (work) => {
        await cancelMeanwhile(shop);
        return work();
      },
    });
    await cancel(shop, id);
    expect(await ended(shop)).toEqual(cancelled);
    expect(during.fired()).toBe(1);
    expect(givenBack(shop)).toEqual(['call off', 'refund', 'release']);
  });
});

describe('after the parcel has left', () => {
  const shippingShop = async (): Promise<MemoryShop> => {
    const shop = new MemoryShop();
    await shop.warmUp('shipping');
    await confirmed(shop);
    return shop;
  };

  it('is refused at once when the order knows', async () => {
    const shop = await shippingShop();
    await shop.clock.pass(8_000);
    expect(await statusOf(shop)).toBe('shipped');
    expect(await cancel(shop)).toBe(409);
    await shop.clock.pass(20_000);
    expect(await ended(shop)).toEqual({ status: 'delivered', code: undefined });
  });

  it('is refused by shipping while the news is on its way', async () => {
    const shop = await shippingShop();
    const late = shop.faults.plan({
      when: (m) => m.kind === 'delivery' && m.by === 'order' && m.topic === shipmentDispatched.topic,
      act: async (work) => {
        await shop.clock.sleep(5_000);
        return work();
      },
    });
    await shop.clock.pass(8_000);
    expect(await statusOf(shop)).toBe('processing');
    expect(await cancel(shop)).toBe(202);
    await shop.clock.pass(1_000);
    expect(givenBack(shop)).toEqual(['call off']);
    await shop.clock.pass(20_000);
    expect(late.fired()).toBe(1);
    expect(await ended(shop)).toEqual({ status: 'delivered', code: undefined });
  });
});

it('by five hundred commands at once: all are answered, once is enough, and the order stays small', async () => {
  const shop = new MemoryShop();
  const id = await confirmed(shop);
  await Promise.all(Array.from({ length: 500 }, () => cancel(shop, id)));
  expect(await ended(shop)).toEqual(cancelled);
  expect(givenBack(shop)).toEqual(['call off', 'refund', 'release']);
  expect(shop.broker.dead).toEqual([]);
  expect(JSON.stringify(shop.host('order').store.peek(`order:${id}`)).length).toBeLessThan(64 * 1024);
});

it('by five hundred commands while it is in checkout', async () => {
  const shop = await open();
  for (const step of steps.filter(({ name }) => name === 'book-shipment')) {
    shop.faults.plan({
      when: isCallOf(step),
      act: async (work) => {
        await Promise.all(Array.from({ length: 500 }, () => cancel(shop)));
        await shop.clock.sleep(1_000);
        return work();
      },
    });
  }
  await place(shop);
  expect(await ended(shop)).toEqual(cancelled);
  expect(givenBack(shop)).toEqual(backFrom('book-shipment'));
  expect(shop.broker.dead).toEqual([]);
});
