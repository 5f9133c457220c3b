import { MemoryPublisher } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import { at, confirmed, quantities, seen } from '../../test/builders.ts';
import { makeWorld, type World } from '../../test/world.ts';
import { put } from '../domain/cart.ts';
import { changeCart } from '../use-cases/merge-guest-cart.ts';
import { onOrderConfirmed } from './order-confirmed.ts';

const deliver = (world: World, message: ReturnType<typeof confirmed>) =>
  new MemoryPublisher().deliver(message, onOrderConfirmed(world.deps));

const add = (world: World, productId: string, quantity: number) =>
  changeCart(world.deps, 'ada', (cart) => put(cart, seen(productId), quantity, at));

const units = (world: World) => quantities(world.cart('ada') ?? { lines: [] });

describe('order-confirmed-v1', () => {
  it('takes what was ordered out of the cart and leaves what was added meanwhile', async () => {
    const world = makeWorld();
    await add(world, 'a', 3);
    await add(world, 'b', 1);
    await deliver(world, confirmed('o1', { a: 2 }));
    expect(units(world)).toEqual({ a: 1, b: 1 });
  });

  it('changes nothing when it comes again, at once or after forty other commands', async () => {
    const world = makeWorld();
    await add(world, 'a', 3);
    const message = confirmed('o1', { a: 2 });
    await Promise.all([deliver(world, message), deliver(world, message)]);
    for (let n = 1; n <= 40; n += 1) await add(world, 'a', n);
    const { writes } = world.store;
    await deliver(world, message);
    expect(units(world)).toEqual({ a: 40 });
    expect(world.store.writes).toBe(writes);
  });

  it('takes each of two orders once, in whatever order their events come', async () => {
    const world = makeWorld();
    await add(world, 'a', 10);
    const [first, second] = [confirmed('o1', { a: 2 }), confirmed('o2', { a: 3 })];
    for (const message of [second, first, second, first]) await deliver(world, message);
    expect(units(world)).toEqual({ a: 5 });
  });

  it('takes it once when the answer of the write is lost and the message comes again', async () => {
    const world = makeWorld();
    await add(world, 'a', 5);
    world.store.failNext('replace', 'lostAnswer');
    await deliver(world, confirmed('o1', { a: 2 }));
    await deliver(world, confirmed('o1', { a: 2 }));
    expect(units(world)).toEqual({ a: 3 });
    expect(world.store.faults.pending).toEqual([]);
  });

  it('asks for another delivery when the store is down', async () => {
    const world = makeWorld();
    world.store.failNext('get', 'unavailable');
    await expect(deliver(world, confirmed('o1', { a: 2 }))).rejects.toMatchObject({ code: 'dependency.unavailable' });
  });

  it('remembers an order of somebody who has no cart yet', async () => {
    const world = makeWorld();
    await deliver(world, confirmed('o1', { a: 2 }));
    await add(world, 'a', 2);
    await deliver(world, confirmed('o1', { a: 2 }));
    expect(units(world)).toEqual({ a: 2 });
  });
});
