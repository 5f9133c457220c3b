import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../src/check.ts';
import { eventsOf } from './example-events.ts';
import { orderThat, stockAfter } from './example.ts';
import type { Facts } from '../src/facts.ts';
import { summaryOf } from '../src/summary.ts';

const products = ['mug', 'tea', 'pan'];

const story = fc.record({
  productId: fc.constantFrom(...products),
  quantity: fc.integer({ min: 1, max: 99 }),
  price: fc.integer({ min: 1, max: 1_000_000 }),
  end: fc.constantFrom('processing', 'shipped', 'delivered', 'declined', 'cancelled'),
  part: fc.integer({ min: 0, max: 100 }),
});

/** Any shop in which every order went as it should. */
const shop: fc.Arbitrary<Facts> = fc.array(story, { minLength: 1, maxLength: 20 }).map((stories) => {
  const orders = stories.map(({ part, ...told }, n) => {
    const refundable = ['processing', 'shipped', 'delivered'].includes(told.end);
    const refunded = refundable ? Math.floor((told.price * told.quantity * part) / 100) : 0;
    return orderThat({ ...told, id: `o${n}`, refunded });
  });
  const stocks = products.map((id) => stockAfter(id, 5_000, orders));
  return { orders, products: stocks, queues: [], deadLetters: [], events: eventsOf(orders) };
});

const other = fc.integer({ min: -1_000, max: 1_000 }).filter((by) => by !== 0);

describe('whatever was bought, refused, cancelled and refunded', () => {
  it('a shop that kept its books breaks no rule', () => {
    fc.assert(
      fc.property(shop, (facts) => {
        expect(check(facts)).toEqual([]);
      }),
    );
  });

  it.each(['available', 'onHand', 'reserved', 'sold', 'received'] as const)(
    'a product whose %s is off is found, by any number',
    (count) => {
      fc.assert(
        fc.property(shop, fc.constantFrom(...products), other, (facts, id, by) => {
          const off = facts.products.map((p) =>
            p.id === id ? { ...p, stock: { ...p.stock, [count]: p.stock[count] + by } } : p,
          );
          expect(check({ ...facts, products: off }).map((v) => v.aggregate)).toContain(`product:${id}`);
        }),
      );
    },
  );

  it.each(['authorized', 'captured', 'refunded'] as const)(
    'a payment whose %s is off is found, by any amount',
    (part) => {
      fc.assert(
        fc.property(shop, other, (facts, by) => {
          const [first, ...rest] = facts.orders;
          if (!first?.payment) return;
          const amount = { ...first.payment[part], amount: first.payment[part].amount + by };
          const payment = { ...first.payment, [part]: amount };
          const found = check({ ...facts, orders: [{ ...first, payment }, ...rest] });
          expect(found.map((v) => v.aggregate)).toContain(`order:${first.id}`);
        }),
      );
    },
  );

  it('an event that is gone is found, whichever it is', () => {
    fc.assert(
      fc.property(shop, fc.nat(), (facts, nth) => {
        const { since = '', entries = [] } = facts.events ?? {};
        const gone = entries[nth % entries.length];
        const found = check({ ...facts, events: { since, entries: entries.filter((event) => event !== gone) } });
        expect(found.map((v) => [v.rule, v.aggregate])).toEqual([['event.missing', `order:${gone?.orderId}`]]);
      }),
    );
  });

  it('two mistakes do not make up for one another', () => {
    fc.assert(
      fc.property(shop, fc.integer({ min: 1, max: 50 }), (facts, by) => {
        const [mug, tea, ...rest] = facts.products;
        if (!mug || !tea) return;
        const sold = (p: typeof mug, n: number) => ({ ...p, stock: { ...p.stock, sold: p.stock.sold + n } });
        const found = check({ ...facts, products: [sold(mug, by), sold(tea, -by), ...rest] });
        expect(new Set(found.map((v) => v.aggregate))).toEqual(new Set(['product:mug', 'product:tea']));
      }),
    );
  });

  it('the summary adds up', () => {
    fc.assert(
      fc.property(shop, (facts) => {
        const lines = summaryOf(facts, []);
        const stock = /received (\d+) = available (\d+) \+ reserved (\d+) \+ sold (\d+)/.exec(lines[0] ?? '');
        const [received = 0, ...parts] = (stock ?? []).slice(1).map(Number);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(received);
        const money = /in (\d+), back (\d+), kept (\d+)/.exec(lines[2] ?? '');
        const [taken = 0, back = 0, kept = 0] = (money ?? []).slice(1).map(Number);
        expect(taken - back).toBe(kept);
      }),
    );
  });
});
