import { FakeClock, MemoryPublisher, MemoryStateStore } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import { StoredOrderSet } from './stored-order-set.ts';

const setUp = () => {
  const store = new MemoryStateStore();
  /** A process of its own over the same store. */
  const replica = () =>
    new StoredOrderSet({ store, publisher: new MemoryPublisher(), kind: 'late', clock: new FakeClock() });
  return { store, replica };
};
const orders = Array.from({ length: 100 }, (_, n) => `order-${n}`);

describe('a stored set of orders', () => {
  it('keeps each once, whoever adds it, in sixteen items', async () => {
    const { store, replica } = setUp();
    const [one, other] = [replica(), replica()];
    await Promise.all(orders.flatMap((id) => [one.add(id), other.add(id)]));
    expect((await replica().list()).toSorted()).toEqual(orders.toSorted());
    expect(store.keys).toHaveLength(16);
    expect(store.keys).toContain('late:0');
  });

  it('writes nothing for what it has, nor for what it has not', async () => {
    const { store, replica } = setUp();
    await replica().add('a');
    const { writes } = store;
    await replica().add('a');
    await replica().remove(['b']);
    expect(store.writes).toBe(writes);
  });

  it('gives up what is removed, and nothing else', async () => {
    const { replica } = setUp();
    for (const id of orders) await replica().add(id);
    await replica().remove(orders.slice(1));
    expect(await replica().list()).toEqual(orders.slice(0, 1));
  });
});
