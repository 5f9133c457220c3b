import { maxCartLines } from '@mercato/contracts/cart';
import { describe, expect, it } from 'vitest';
import { at, cartOf, line, quantities, refusal, seen } from '../../test/builders.ts';
import { clear, emptyCart, put, remove, setQuantity, subtractOrder } from './cart.ts';

const later = '2026-01-02T00:00:00.000Z';

describe('put', () => {
  it('adds a line with what was seen of the product', () => {
    expect(put(emptyCart, seen('a', 250, 7), 2, at).lines).toEqual([
      { ...line('a', 2, 250), seenAvailable: 7, addedAt: at },
    ]);
  });

  it('replaces the quantity, agrees to the new price and keeps when the line was added', () => {
    const [changed] = put(cartOf(line('a', 1, 1000)), seen('a', 900), 5, later).lines;
    expect(changed).toMatchObject({ quantity: 5, seenPrice: { amount: 900 }, addedAt: at });
  });

  it('refuses a line beyond the limit but still changes one of those that are there', () => {
    const full = cartOf(...Array.from({ length: maxCartLines }, (_, n) => line(`p${n}`)));
    expect(refusal(() => put(full, seen('one-more'), 1, at))).toBe('cart.full');
    expect(quantities(put(full, seen('p3'), 9, at))['p3']).toBe(9);
  });
});

describe('setQuantity, remove and clear', () => {
  it('change only lines that are there', () => {
    const notThere = 'cart.line_not_found';
    expect(refusal(() => setQuantity(emptyCart, 'a', 1, at))).toBe(notThere);
    expect(refusal(() => remove(emptyCart, 'a', at))).toBe(notThere);
    expect(quantities(setQuantity(cartOf(line('a'), line('b')), 'a', 4, at))).toEqual({ a: 4, b: 1 });
    expect(quantities(remove(cartOf(line('a'), line('b')), 'a', at))).toEqual({ b: 1 });
  });

  it('leave an empty cart untouched and keep what is remembered', () => {
    expect(clear(emptyCart, at)).toBe(emptyCart);
    const remembering = { ...cartOf(line('a')), orders: [{ id: 'o1', at }] };
    expect(clear(remembering, later)).toEqual({ ...remembering, lines: [], updatedAt: later });
  });
});

describe('subtractOrder', () => {
  const order = {
    orderId: 'o1',
    items: [
      { productId: 'a', quantity: 2 },
      { productId: 'gone', quantity: 1 },
    ],
  };

  it('takes the ordered units out and leaves what was added meanwhile', () => {
    expect(quantities(subtractOrder(cartOf(line('a', 3), line('b', 1)), order, at))).toEqual({ a: 1, b: 1 });
    expect(quantities(subtractOrder(cartOf(line('a', 2)), order, at))).toEqual({});
    expect(quantities(subtractOrder(cartOf(line('a', 1)), order, at))).toEqual({});
  });

  it('counts a product once although the order names it in two lines', () => {
    const twice = { orderId: 'o2', items: [...order.items, { productId: 'a', quantity: 1 }] };
    expect(quantities(subtractOrder(cartOf(line('a', 5)), twice, at))).toEqual({ a: 2 });
  });

  it('happens once per order, also when the product was put back in between', () => {
    const once = subtractOrder(cartOf(line('a', 2)), order, at);
    const refilled = put(once, seen('a'), 4, at);
    expect(subtractOrder(refilled, order, later)).toBe(refilled);
  });

  it('remembers an order that found nothing to take', () => {
    const refilled = put(subtractOrder(emptyCart, order, at), seen('a'), 2, at);
    expect(quantities(subtractOrder(refilled, order, at))).toEqual({ a: 2 });
  });
});
