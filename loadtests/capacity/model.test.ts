import { describe, expect, it } from 'vitest';
import { assumed, ceilingsOf, type PerOrder, predict } from './model.ts';

const order: PerOrder = {
  cpuMs: { order: 60, product: 30, gateway: 6 },
  reads: 20,
  writes: 15,
  published: 4,
  delivered: 10,
  sagaMs: 100,
};

describe('the capacity model', () => {
  it('needs what is asked for, and never less than two of each', () => {
    const { replicas, cores, readUnits, writeUnits, messages } = predict(order, 6_000);
    // A hundred a second.
    expect(cores).toBeCloseTo(9.6, 6);
    expect(replicas).toEqual({ order: 10, product: 5, gateway: 2 });
    expect([readUnits, writeUnits, messages]).toEqual([2_000, 3_000, 1_000]);
    expect(predict(order, 1).replicas).toEqual({ order: 2, product: 2, gateway: 2 });
  });

  it('grows in proportion, so that twice the orders cost twice as much', () => {
    const [one, two] = [predict(order, 6_000), predict(order, 12_000)];
    expect(two.dollarsAMonth / one.dollarsAMonth).toBeCloseTo(2, 6);
  });

  it('counts requests by their prices', () => {
    const free = { ...assumed, price: { coreHour: 0, read: 0, write: 1, queue: 0, topic: 0 } };
    // 15 writes of 2 KB each second are 30 units; in 730 hours 78.84 million of them.
    expect(predict(order, 60, free).dollarsAMonth).toBeCloseTo(78.84, 2);
  });

  it('has sagas wait for replicas, not only for processors', () => {
    const slow = { ...order, sagaMs: 3_000 };
    expect(predict(slow, 6_000).replicas['order']).toBe(30);
    expect(predict(slow, 6_000).replicas['product']).toBe(5);
  });

  it('does with half the replicas on cores that are twice as fast', () => {
    expect(predict(order, 6_000, { ...assumed, coreFactor: 2 }).replicas).toMatchObject({ order: 5, product: 3 });
  });
});

describe('ceilings', () => {
  it('are there in the order in which they are met, each with an answer', () => {
    const ceilings = ceilingsOf(assumed);
    const heights = ceilings.map(({ perMinute }) => perMinute);
    expect(heights).toEqual(heights.toSorted((a, b) => a - b));
    for (const { answer } of ceilings) expect(answer.length).toBeGreaterThan(20);
  });

  it('are exceeded by who goes beyond them, and by nobody else', () => {
    expect(predict(order, 10).exceeded).toEqual([]);
    expect(predict(order, 100_000).exceeded).toHaveLength(3);
    const [lowest] = ceilingsOf(assumed);
    expect(predict(order, (lowest?.perMinute ?? 0) + 1).exceeded).toEqual([lowest]);
  });

  it('of a hot product rise as it is less wanted', () => {
    const hot = (share: number) =>
      ceilingsOf({ ...assumed, hottestShare: share }).find(({ what }) => what.includes('stock'));
    expect(hot(0.01)?.perMinute).toBeCloseTo(5 * (hot(0.05)?.perMinute ?? 0), 6);
  });
});
