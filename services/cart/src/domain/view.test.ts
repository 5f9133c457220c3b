import { cart as cartSchema } from '@mercato/contracts/cart';
import { describe, expect, it } from 'vitest';
import { cartOf, line, seen } from '../../test/builders.ts';
import { emptyCart, type Cart, type Seen } from './cart.ts';
import { viewCart } from './view.ts';

const identity = { id: 'ada', version: 3, guestToken: null };
const prices = (...known: readonly Seen[]) => new Map(known.map((s) => [s.productId, s]));
const view = (cart: Cart, known: Parameters<typeof viewCart>[1]) => cartSchema.parse(viewCart(cart, known, identity));

describe('viewCart', () => {
  it('shows an empty cart', () => {
    expect(view(emptyCart, new Map())).toEqual({
      ...identity,
      lines: [],
      total: { amount: 0, currency: 'EUR' },
      degraded: false,
      updatedAt: null,
    });
  });

  it('shows live names and prices without a flag where nothing changed', () => {
    const { lines, total } = view(cartOf(line('a', 3)), prices({ ...seen('a'), name: 'Renamed' }));
    expect(lines).toEqual([
      {
        productId: 'a',
        name: 'Renamed',
        quantity: 3,
        unitPrice: { amount: 1000, currency: 'EUR' },
        previousPrice: null,
        lineTotal: { amount: 3000, currency: 'EUR' },
        available: 50,
        flags: [],
      },
    ]);
    expect(total.amount).toBe(3000);
  });

  it('flags a changed price and tells the one before', () => {
    const { lines, total } = view(cartOf(line('a', 2, 1000)), prices(seen('a', 1200)));
    expect(lines[0]).toMatchObject({ flags: ['price_changed'], previousPrice: { amount: 1000 } });
    expect(total.amount).toBe(2400);
  });

  it('counts only lines that can be bought', () => {
    const cart = cartOf(line('a', 1), line('short', 9), line('gone', 1));
    const { lines, total } = view(cart, prices(seen('a'), seen('short', 1000, 8)));
    expect(lines.map((l) => l.flags)).toEqual([[], ['insufficient_stock'], ['unavailable']]);
    expect(lines[2]).toMatchObject({ name: 'The gone', available: 0 });
    expect(total.amount).toBe(1000);
  });

  it('shows what was last seen, and says so, when nobody can tell the prices', () => {
    const shown = view(cartOf(line('a', 2, 700)), undefined);
    expect(shown).toMatchObject({ degraded: true, total: { amount: 1400 } });
    expect(shown.lines[0]).toMatchObject({ unitPrice: { amount: 700 }, available: 50, flags: [] });
    expect(view(emptyCart, undefined).degraded).toBe(false);
  });

  it('does not add up amounts that no order could hold', () => {
    const foreign: Seen = { ...seen('usd'), price: { amount: 5, currency: 'USD' } };
    const dear = seen('dear', 1_000_000_000_000, 99);
    const shown = view(cartOf(line('usd', 1), line('dear', 2), line('a', 1)), prices(foreign, dear, seen('a')));
    expect(shown.lines.map((l) => l.flags.includes('unavailable'))).toEqual([true, true, false]);
    expect(shown.total).toEqual({ amount: 1000, currency: 'EUR' });
    const degraded = view(cartOf(line('dear', 2, 1_000_000_000_000)), undefined);
    expect(degraded).toMatchObject({ total: { amount: 0 }, lines: [{ flags: ['unavailable'] }] });
  });
});
