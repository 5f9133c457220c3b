import { expect, it } from 'vitest';
import { makeWorld } from './world.ts';

it('one checkout costs the order 7 writes, 5 invocations, 1 command and 2 events of its own', async () => {
  const w = makeWorld();
  await w.publisher.publish(w.checkoutCommand());
  await w.broker.deliver(w.checkoutCommand());
  expect(w.store.keys).toEqual(['order:order-1']);
  expect(w.store.writes).toBe(7);
  expect(w.store.counts.get).toBeLessThanOrEqual(7);
  expect(w.invoker.calls).toHaveLength(5);
  expect(w.publisher.topics).toEqual(['order-checkout-v1', 'order-placed-v1', 'order-confirmed-v1']);
});

it('a listing costs one write per order', async () => {
  const w = makeWorld();
  await w.broker.deliver(w.checkoutCommand());
  const before = w.store.writes;
  await w.broker.settle();
  expect(w.store.keys).toEqual(['order:order-1', 'orders-of:ada']);
  expect(w.store.writes - before).toBe(1);
});

it('an order at rest is small', async () => {
  const w = makeWorld();
  await w.buy();
  expect(JSON.stringify(w.store.peek('order:order-1')).length).toBeLessThan(8_000);
});
