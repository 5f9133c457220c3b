import { MemoryPublisher } from '@mercato/testkit';
import { expect, it } from 'vitest';
import { put } from '../src/domain/cart.ts';
import { onOrderConfirmed } from '../src/subscriptions/order-confirmed.ts';
import { changeCart } from '../src/use-cases/merge-guest-cart.ts';
import { at, confirmed, seen } from './builders.ts';
import { makeWorld } from './world.ts';

it('a confirmed order costs its cart a read and a write, and a read when it is told again', async () => {
  const { deps, store, invoker } = makeWorld();
  await changeCart(deps, 'ada', (cart) => put(cart, seen('a'), 3, at));
  const reads = store.counts.get;
  const { writes } = store;
  const deliver = () => new MemoryPublisher().deliver(confirmed('o1', { a: 2 }), onOrderConfirmed(deps));
  await deliver();
  expect([store.counts.get - reads, store.writes - writes]).toEqual([1, 1]);
  await deliver();
  expect([store.counts.get - reads, store.writes - writes]).toEqual([2, 1]);
  expect(invoker.calls).toEqual([]);
});

it('a cart is small, however often it was changed', async () => {
  const { deps, store } = makeWorld();
  for (let n = 1; n <= 50; n += 1) await changeCart(deps, 'ada', (cart) => put(cart, seen('a'), n, at));
  expect(JSON.stringify(store.peek('cart:ada')).length).toBeLessThan(600);
});
