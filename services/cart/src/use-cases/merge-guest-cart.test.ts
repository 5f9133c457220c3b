import fc from 'fast-check';
import { maxCartLines } from '@mercato/contracts/cart';
import { describe, expect, it } from 'vitest';
import { at, cartOf, line, quantities, seen } from '../../test/builders.ts';
import { makeWorld, type World } from '../../test/world.ts';
import { type Cart, clear, put, setQuantity } from '../domain/cart.ts';
import { changeCart, mergeGuestCart } from './merge-guest-cart.ts';
import { writeCart } from './write-cart.ts';

const fill = (world: World, cartId: string, cart: Cart) => writeCart(world.deps, cartId, () => cart);

const units = (world: World, cartId: string) => quantities(world.cart(cartId) ?? { lines: [] });

const worldWith = async (mine: Cart, guests: Cart): Promise<World> => {
  const world = makeWorld();
  await fill(world, 'ada', mine);
  await fill(world, 'guest-g', guests);
  return world;
};

const fullCart = cartOf(...Array.from({ length: maxCartLines }, (_, n) => line(`p${n}`)));

describe('mergeGuestCart', () => {
  it('moves the lines over, and a second time adds nothing', async () => {
    const world = await worldWith(cartOf(line('a', 1)), cartOf(line('a', 2), line('b', 3)));
    expect(await mergeGuestCart(world.deps, 'ada', 'g')).toBe('merged');
    expect(await mergeGuestCart(world.deps, 'ada', 'g')).toBe('nothing');
    expect(units(world, 'ada')).toEqual({ a: 3, b: 3 });
    expect(units(world, 'guest-g')).toEqual({});
  });

  it('adds what the guest put in after the first merge', async () => {
    const world = await worldWith(cartOf(), cartOf(line('a', 2)));
    await mergeGuestCart(world.deps, 'ada', 'g');
    await fill(world, 'guest-g', cartOf(line('a', 2)));
    expect(await mergeGuestCart(world.deps, 'ada', 'g')).toBe('merged');
    expect(units(world, 'ada')).toEqual({ a: 4 });
  });

  it('finds nothing in a cart that never was, without a write', async () => {
    const world = makeWorld();
    expect(await mergeGuestCart(world.deps, 'ada', 'g')).toBe('nothing');
    expect(world.store.keys).toEqual([]);
  });

  it('refuses a cart that does not fit, without changing anything', async () => {
    const world = await worldWith(fullCart, cartOf(line('x')));
    const { writes } = world.store;
    expect(await mergeGuestCart(world.deps, 'ada', 'g')).toBe('full');
    expect(world.store.writes).toBe(writes);
    expect(units(world, 'guest-g')).toEqual({ x: 1 });
  });

  it('thaws the guest cart when the cart filled up after the merge had begun', async () => {
    const world = await worldWith(cartOf(), cartOf(line('x')));
    world.store.failNext('replace', 'unavailable', { subject: 'cart:ada' });
    await expect(mergeGuestCart(world.deps, 'ada', 'g')).rejects.toMatchObject({ code: 'dependency.unavailable' });
    await fill(world, 'ada', fullCart);
    expect(await mergeGuestCart(world.deps, 'ada', 'g')).toBe('full');
    expect(world.cart('guest-g')).toMatchObject({ merging: null, lines: [line('x')] });
    await changeCart(world.deps, 'ada', (cart) => clear(cart, at));
    expect(await mergeGuestCart(world.deps, 'ada', 'g')).toBe('merged');
    expect(units(world, 'ada')).toEqual({ x: 1 });
  });

  it('goes by what the cart took, not by what it would have taken before somebody filled it', async () => {
    const world = await worldWith(cartOf(...fullCart.lines.slice(1)), cartOf(line('x')));
    const replace = world.store.replace.bind(world.store);
    const fillUpAndRefuse = async (): Promise<void> => {
      world.store.replace = replace;
      await changeCart(world.replica(), 'ada', (cart) => put(cart, seen('y'), 1, at));
      // The other one stores that the lines were refused, and dies before it thaws the guest's cart.
      world.store.failNext('replace', 'unavailable', { subject: 'cart:guest-g' });
      await expect(mergeGuestCart(world.replica(), 'ada', 'g')).rejects.toThrow();
    };
    world.store.replace = async (key, value, etag) => {
      if (key === 'cart:ada') await fillUpAndRefuse();
      return replace(key, value, etag);
    };
    expect(await mergeGuestCart(world.deps, 'ada', 'g')).toBe('full');
    expect(units(world, 'guest-g')).toEqual({ x: 1 });
  });

  it('ends a merge for another user first, so that the lines go to one of them only', async () => {
    const world = await worldWith(cartOf(), cartOf(line('x', 2)));
    world.store.failNext('replace', 'unavailable', { subject: 'cart:ada' });
    await expect(mergeGuestCart(world.deps, 'ada', 'g')).rejects.toThrow();
    expect(await mergeGuestCart(world.deps, 'bob', 'g')).toBe('nothing');
    expect([units(world, 'ada'), units(world, 'bob')]).toEqual([{ x: 2 }, {}]);
  });

  it('is ended by the guest who goes on shopping after a crash', async () => {
    const world = await worldWith(cartOf(line('a', 1)), cartOf(line('a', 2), line('b', 1)));
    world.store.failNext('replace', 'unavailable', { subject: 'cart:ada' });
    await expect(mergeGuestCart(world.deps, 'ada', 'g')).rejects.toThrow();
    const again = changeCart(world.deps, 'guest-g', (cart) => setQuantity(cart, 'b', 7, at));
    await expect(again).rejects.toMatchObject({ code: 'cart.line_not_found' });
    expect([units(world, 'ada'), units(world, 'guest-g')]).toEqual([{ a: 3, b: 1 }, {}]);
  });

  it('adds up once when requests merge at the same time on several replicas', async () => {
    const world = await worldWith(cartOf(line('a', 1)), cartOf(line('a', 2)));
    await Promise.all(Array.from({ length: 8 }, () => mergeGuestCart(world.replica(), 'ada', 'g')));
    expect(units(world, 'ada')).toEqual({ a: 3 });
  });

  it('keeps the sum whatever fails, crashes or answers too late on the way', async () => {
    const fault = fc.record({
      operation: fc.constantFrom('get' as const, 'replace' as const),
      fault: fc.constantFrom('unavailable' as const, 'notDone' as const, 'lostAnswer' as const, 'conflict' as const),
      subject: fc.constantFrom('cart:ada', 'cart:guest-g'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 8 }), fc.integer({ min: 1, max: 3 }), async (faults, callers) => {
        const world = await worldWith(cartOf(line('a', 5)), cartOf(line('a', 3), line('b', 2)));
        for (const f of faults) {
          const applied = f.operation === 'get' && f.fault === 'conflict' ? 'unavailable' : f.fault;
          world.store.failNext(f.operation, applied, { subject: f.subject });
        }
        const merge = () => mergeGuestCart(world.replica(), 'ada', 'g').catch(() => 'failed');
        await Promise.all(Array.from({ length: callers }, merge));
        for (let n = 0; n < 12; n += 1) await merge();
        expect(units(world, 'ada')).toEqual({ a: 8, b: 2 });
        expect(units(world, 'guest-g')).toEqual({});
      }),
      { numRuns: 150 },
    );
  });
});
