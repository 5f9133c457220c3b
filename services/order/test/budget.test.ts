import { expect, it, vi } from 'vitest';
import { build, place } from './api-world.ts';
import { acceptance, makeWorld } from './world.ts';

it('one checkout costs the order 4 writes, 5 invocations, 1 command and 2 events of its own', async () => {
  const w = makeWorld();
  await w.publisher.publish(w.checkoutCommand());
  await w.broker.deliver(w.checkoutCommand());
  expect(w.store.keys).toEqual(['order:order-1']);
  expect(w.store.writes).toBe(4);
  expect(w.store.counts.get).toBeLessThanOrEqual(3);
  expect(w.invoker.calls).toHaveLength(5);
  expect(w.publisher.topics).toEqual(['order-checkout-v1', 'order-placed-v1', 'order-confirmed-v1']);
});

it('its listings cost two writes per order, and one a day', async () => {
  const w = makeWorld();
  const list = async (orderId: string) => {
    await w.broker.deliver(w.checkoutCommand(acceptance({ orderId })));
    const before = w.store.writes;
    await w.broker.settle();
    return w.store.writes - before;
  };
  expect(await list('order-1')).toBe(3);
  expect(await list('order-2')).toBe(2);
  const listings = w.store.keys.filter((key) => !key.startsWith('order:')).map((key) => key.replace(/-\d+$/, '-N'));
  expect(new Set(listings)).toEqual(new Set(['orders-of:ada', 'order-days', 'orders-on:2026-01-01-N']));
});

it('an order at rest is small', async () => {
  const w = makeWorld();
  await w.buy();
  expect(JSON.stringify(w.store.peek('order:order-1')).length).toBeLessThan(8_000);
});

it('an order whose lines are given is accepted by one write and one command', async () => {
  const t = await build();
  t.held.queue = true;
  expect((await place(t)).statusCode).toBe(202);
  expect(t.store.counts).toMatchObject({ get: 0, create: 1, replace: 0 });
  expect(t.publisher.topics).toEqual(['order-checkout-v1']);
});

it('who waits for an order that is carried out here reads it once', async () => {
  const t = await build();
  t.held.queue = true;
  const sleep = t.clock.sleep.bind(t.clock);
  const untilHeard = (signal: AbortSignal): Promise<void> =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('heard'))));
  vi.spyOn(t.clock, 'sleep').mockImplementation((ms: number, signal?: AbortSignal) =>
    signal ? untilHeard(signal) : sleep(ms),
  );
  const answer = place(t, {}, { prefer: 'wait=10' });
  await vi.waitUntil(() => t.publisher.topics.includes('order-checkout-v1'));
  const loads = vi.spyOn(t.w.deps.orders, 'load');
  await t.settle();
  expect((await answer).statusCode).toBe(201);
  expect(loads).toHaveBeenCalledTimes(1);
});
