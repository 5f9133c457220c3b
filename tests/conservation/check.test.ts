import { describe, expect, it } from 'vitest';
import { brokenMoney } from './broken/money.ts';
import { brokenOrders } from './broken/orders.ts';
import { brokenOthers } from './broken/others.ts';
import { brokenStock } from './broken/stock.ts';
import type { Shop } from './broken/case.ts';
import { check, nothingExpected, rules } from './check.ts';
import { healthyShop, orderThat, stockAfter } from './example.ts';
import type { Facts } from './facts.ts';

const cases = [...brokenStock, ...brokenMoney, ...brokenOrders, ...brokenOthers];

describe('a healthy shop', () => {
  it('breaks no rule', () => {
    expect(check(healthyShop())).toEqual([]);
  });

  it('may hold what was put there on purpose', () => {
    const letter = { queue: 'order-commands-dlq', id: 'e1', topic: 'order-cancel-v1', subject: 'o1' };
    const facts: Facts = { ...healthyShop(), deadLetters: [letter] };
    expect(check(facts, { ...nothingExpected, poison: ['e1'] })).toEqual([]);
  });

  it('may have a parked order whose stock is sold, or not yet', () => {
    const orders = [orderThat({ id: 'parked', end: 'parked' })];
    const facts: Facts = { orders, products: [stockAfter('mug', 9, orders)], queues: [], deadLetters: [] };
    expect(check(facts)).toEqual([]);
    const sold = { stock: { available: 7, onHand: 7, reserved: 0, sold: 2, received: 9 }, reservations: [] };
    expect(check({ ...facts, products: [{ id: 'mug', ...sold }] })).toEqual([]);
  });
});

describe('the checker bites when', () => {
  it.each(cases)('$broken ($rule)', ({ rule, aggregate, break: breakIt, expected = {} }) => {
    const shop = structuredClone(healthyShop()) as Shop;
    breakIt(shop);
    const found = check(shop, { ...nothingExpected, ...expected });
    expect(found.map((v) => [v.rule, v.aggregate])).toContainEqual([rule, aggregate]);
    const finding = found.find((v) => v.rule === rule && v.aggregate === aggregate);
    expect(finding?.detail).toBeTruthy();
    const known = [...shop.orders, ...shop.products].some((one) => aggregate.endsWith(`:${one.id}`));
    expect(finding?.history.length ?? 0).toBeGreaterThan(known ? 0 : -1);
  });

  it.each(Object.entries(rules))('%s alone finds one of these', (_, rule) => {
    const bitten = cases.some((one) => {
      const shop = structuredClone(healthyShop()) as Shop;
      one.break(shop);
      return rule(shop, { ...nothingExpected, ...one.expected }).length > 0;
    });
    expect(bitten).toBe(true);
  });
});
