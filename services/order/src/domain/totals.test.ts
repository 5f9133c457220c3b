import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderLineOf, sameMoney, totalOf } from './totals.ts';

const reserved = fc.record({
  key: fc.constant('k'),
  productId: fc.constant('p'),
  sku: fc.constant('SKU'),
  name: fc.string(),
  quantity: fc.integer({ min: 1, max: 99 }),
  unitPrice: fc.record({ amount: fc.integer({ min: 0, max: 100_000_000 }), currency: fc.constant('EUR' as const) }),
});

describe('the total', () => {
  it('is the exact sum of quantity times price, whatever the order of the lines', () => {
    fc.assert(
      fc.property(fc.array(reserved, { minLength: 1, maxLength: 50 }), (lines) => {
        const exact = lines.reduce((sum, l) => sum + BigInt(l.quantity) * BigInt(l.unitPrice.amount), 0n);
        const total = totalOf(lines.map(orderLineOf));
        expect(BigInt(total.amount)).toBe(exact);
        expect(totalOf(lines.toReversed().map(orderLineOf))).toEqual(total);
      }),
    );
  });

  it('is refused where no service would take it', () => {
    const unitPrice = { amount: 900_000_000_000, currency: 'EUR' as const };
    const yachts = orderLineOf({ key: 'k', productId: 'p', sku: 'SKU', name: 'Yacht', quantity: 2, unitPrice });
    expect(() => totalOf([yachts])).toThrow(expect.objectContaining({ code: 'order.total_changed' }));
  });

  it('is additive: splitting an order changes nothing', () => {
    fc.assert(
      fc.property(fc.array(reserved), fc.array(reserved), (a, b) => {
        const [sumA, sumB, all] = [a, b, [...a, ...b]].map((lines) => totalOf(lines.map(orderLineOf)).amount);
        return all === (sumA ?? 0) + (sumB ?? 0);
      }),
    );
  });

  it('is refused where currencies differ', () => {
    const line = { key: 'k', productId: 'p', sku: 'S', name: 'n', quantity: 1 };
    const lines = (['EUR', 'USD'] as const).map((currency) =>
      orderLineOf({ ...line, unitPrice: { amount: 1, currency } }),
    );
    expect(() => totalOf(lines)).toThrow(expect.objectContaining({ code: 'order.total_changed' }));
  });

  it('equals another only in amount and currency', () => {
    expect(sameMoney({ amount: 1, currency: 'EUR' }, { amount: 1, currency: 'EUR' })).toBe(true);
    expect(sameMoney({ amount: 1, currency: 'EUR' }, { amount: 1, currency: 'USD' })).toBe(false);
    expect(sameMoney({ amount: 1, currency: 'EUR' }, { amount: 2, currency: 'EUR' })).toBe(false);
  });
});
