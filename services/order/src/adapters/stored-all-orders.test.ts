import { iso } from '@mercato/kit/time';
import { FakeClock, MemoryStateStore } from '@mercato/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, shardOf } from '../domain/all-orders.ts';
import type { Entry } from '../domain/index-pages.ts';
import { StoredAllOrders } from './stored-all-orders.ts';

const hour = 3_600_000;
const world = () => {
  const store = new MemoryStateStore();
  const replica = () => new StoredAllOrders(store, new FakeClock());
  return { store, replica, all: replica() };
};
/** One order an hour, so that a hundred of them span several days. */
const entry = (n: number): Entry => ({ orderId: `o${String(n).padStart(5, '0')}`, at: iso(n * hour) });
const newestFirst = (count: number) => Array.from({ length: count }, (_, n) => entry(count - 1 - n).orderId);

const readAll = async (all: StoredAllOrders, limit: number): Promise<string[]> => {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await all.page({ limit, ...(cursor === null ? {} : { cursor }) });
    found.push(...page.orderIds);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
};

describe("the listing of everybody's orders", () => {
  it.each([0, 1, 20, 100])('of %i orders is read in full, newest first', async (count) => {
    const { all } = world();
    for (let n = 0; n < count; n += 1) await all.add(entry(n));
    expect(await readAll(all, 7)).toEqual(newestFirst(count));
    expect(await readAll(all, 100)).toEqual(newestFirst(count));
  });

  it('knows the day before the first order on it: dying in between hides no order', async () => {
    const { all, store } = world();
    store.failNext('create', 'unavailable', { subject: `orders-on:${shardOf(entry(1))}` });
    await expect(all.add(entry(1))).rejects.toMatchObject({ code: 'dependency.unavailable' });
    expect(store.peek('order-days')).toEqual({ days: [dayOf(entry(1))] });
  });

  it('is in strict order over full pages, although events came in disorder', async () => {
    const { all, store } = world();
    const at = (n: number): Entry => ({ ...entry(n), at: iso(n) });
    const many = Array.from({ length: 2_500 }, (_, n) => at((n * 7) % 2_500));
    for (const one of many) await all.add(one);
    expect(store.keys.some((key) => /^orders-on:1970-01-01-\d+:0$/.test(key))).toBe(true);
    expect(await readAll(all, 100)).toEqual(newestFirst(2_500));
    const largest = Math.max(...store.keys.map((key) => JSON.stringify(store.peek(key)).length));
    expect(largest).toBeLessThan(20_000);
  });

  it('holds an order once, however often its event comes, on whichever replica', async () => {
    const { store, replica } = world();
    await Promise.all([replica(), replica(), replica()].map((all) => all.add(entry(1))));
    const { writes } = store;
    await replica().add(entry(1));
    expect(store.writes).toBe(writes);
    expect(await readAll(replica(), 10)).toEqual([entry(1).orderId]);
  });

  it('loses nothing to replicas that write at once, nor to lost answers', async () => {
    const step = fc.record({ n: fc.nat(60), replica: fc.nat(1) });
    const faults = fc.array(fc.constantFrom('conflict', 'lostAnswer', 'notDone'), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), faults, async (steps, planned) => {
        const { store, replica } = world();
        const replicas = [replica(), replica()];
        for (const fault of planned) store.failNext('replace', fault);
        await Promise.all(steps.map(async (s) => replicas[s.replica]?.add(entry(s.n))));
        const ids = [...new Set(steps.map((s) => s.n))].toSorted((a, b) => b - a).map((n) => entry(n).orderId);
        expect(await readAll(replica(), 3)).toEqual(ids);
      }),
      { numRuns: 30 },
    );
  });

  it('goes on from a cursor although newer orders came meanwhile', async () => {
    const { all } = world();
    for (let n = 0; n < 30; n += 1) await all.add(entry(n));
    const { nextCursor } = await all.page({ limit: 5 });
    for (let n = 30; n < 60; n += 1) await all.add(entry(n));
    const page = await all.page({ limit: 100, cursor: nextCursor ?? '' });
    expect(page.orderIds).toEqual(newestFirst(30).slice(5));
  });

  it('refuses a cursor that is none', async () => {
    await expect(world().all.page({ limit: 1, cursor: 'bogus' })).rejects.toMatchObject({ code: 'request.invalid' });
  });
});
