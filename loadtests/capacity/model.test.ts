import { describe, expect, it } from 'vitest';
import { assumed, borneBy, ceilingsOf, type PerOrder, predict } from './model.ts';

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

describe('what replicas bear', () => {
  const bench = { cores: 2, besideMs: 4, buyersAtOnce: 8 };

  it('is what the machine bears, however many they are', () => {
    // 100 ms of two cores.
    const even = { ...order, cpuMs: { order: 40, product: 50, gateway: 6 } };
    for (const replicas of [1, 2, 4]) {
      expect(borneBy(even, replicas, bench)).toEqual({ by: 'the cores of the machine', perSecond: 20 });
    }
  });

  it('grows with them where there are cores for each', () => {
    const wide = { ...bench, cores: 64, buyersAtOnce: 1_000 };
    expect(borneBy(order, 1, wide)).toMatchObject({ by: 'a core for each replica' });
    expect(borneBy(order, 4, wide).perSecond / borneBy(order, 1, wide).perSecond).toBeCloseTo(4, 9);
  });

  it('is what comes at once, where nothing else is short', () =>
    expect(borneBy({ ...order, sagaMs: 4_000 }, 4, bench)).toEqual({ by: 'sagas at once', perSecond: 2 }));
});
