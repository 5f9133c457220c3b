import { describe, expect, it } from 'vitest';
import { anomaliesOf, type StockBooks } from './books.ts';

type Order = StockBooks['orders'][number];
const order = (more: Partial<Order> = {}): Order => ({
  productId: 'a',
  quantity: 2,
  status: 'confirmed',
  payment: { status: 'captured', charges: 1 },
  ...more,
});
const shelf = (after: number): StockBooks['shelves'] => ({ a: { before: 10, after } });

describe('the books', () => {
  it('are right when the shelf lacks what was sold', () =>
    expect(
      anomaliesOf({ orders: [order(), order({ status: 'refused', payment: undefined })], shelves: shelf(8) }),
    ).toEqual({ oversold: 0, doubleCharges: 0, lost: 0 }));
  it('count units that are on the shelf although they were sold', () =>
    expect(anomaliesOf({ orders: [order(), order()], shelves: shelf(8) }).oversold).toBe(2));
  it('count units that are gone although nobody bought them', () =>
    expect(anomaliesOf({ orders: [order()], shelves: shelf(5) }).oversold).toBe(3));
  it('count every charge beyond the first', () =>
    expect(
      anomaliesOf({ orders: [order({ payment: { status: 'captured', charges: 3 } })], shelves: shelf(8) })
        .doubleCharges,
    ).toBe(2));
  it('count orders without an end', () =>
    expect(anomaliesOf({ orders: [order({ status: 'placed' })], shelves: shelf(10) }).lost).toBe(1));
});
