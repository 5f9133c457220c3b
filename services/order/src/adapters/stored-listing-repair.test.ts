import type { StateStore } from '@mercato/kit/state';
import { iso } from '@mercato/kit/time';
import { FakeClock, MemoryStateStore, SequentialIds } from '@mercato/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Entry, type IndexHead, pageSize } from '../domain/index-pages.ts';
import { StoredListingRepair } from './stored-listing-repair.ts';
import { StoredOrderIndex } from './stored-order-index.ts';

const entry = (n: number): Entry => ({ orderId: `o${String(n).padStart(5, '0')}`, at: iso(n * 1_000) });
const entries = (count: number) => Array.from({ length: count }, (_, n) => entry(n));
const idsOf = (some: readonly Entry[]) => some.toReversed().map(({ orderId }) => orderId);
const [kind, listing] = ['orders-of', 'ada'];
const head = `${kind}:${listing}`;

/** A listing of the orders 0 to `count`, which all exist; `over` stands between the repair and the store. */
const world = async (count: number, over: (store: MemoryStateStore) => StateStore = (store) => store) => {
  const store = new MemoryStateStore();
  const index = new StoredOrderIndex(store, new FakeClock());
  const orders = new Map(entries(count + 100).map((one) => [one.orderId, one]));
  for (const one of entries(count)) await index.add(listing, one);
  const asked: string[] = [];
  const confirm = (_: string, some: readonly Entry[]) => {
    asked.push(...some.map(({ orderId }) => orderId));
    return Promise.resolve(some.filter((one) => orders.get(one.orderId)?.at === one.at));
  };
  const ids = new SequentialIds();
  const repair = new StoredListingRepair({ store: over(store), ids, kind, confirm });
  const rebuild = (told: readonly Entry[]) => repair.rebuild({ listing, entries: told, whole: true, repair: true });
  const compare = (told: readonly Entry[]) => repair.rebuild({ listing, entries: told, whole: true, repair: false });
  const write = async (key: string, value: object): Promise<void> => {
    const stored = await store.get(key);
    await (stored ? store.replace(key, value, stored.etag) : store.create(key, value));
  };
  const lose = async (key: string): Promise<void> => {
    await store.remove(key, (await store.get(key))?.etag ?? '');
  };
  const readAll = async () => {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await index.page(listing, { limit: 70, cursor });
      found.push(...page.orderIds);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return found;
  };
  return { store, index, asked, repair, rebuild, compare, write, lose, readAll };
};

/** What the nth rebuild calls its pages. */
const makes = (nth: number): string => {
  const ids = new SequentialIds();
  return Array.from({ length: nth }, () => ids.uuid()).at(-1) ?? '';
};

const clean = (count: number) => ({ entries: count, differences: [], rebuilt: false });

describe('a listing that is as its events say', () => {
  it.each([0, 1, pageSize, pageSize + 1, 3 * pageSize + 7])('of %i orders is left alone', async (count) => {
    const { store, rebuild, compare, asked } = await world(count);
    const { writes } = store;
    expect(await compare(entries(count))).toEqual(clean(count));
    expect(await rebuild(entries(count))).toEqual(clean(count));
    expect([store.writes, asked]).toEqual([writes, []]);
  });

  it('may be told events twice and in any order', async () => {
    const { compare } = await world(30);
    expect(await compare([...entries(30), ...entries(30).toReversed()])).toEqual(clean(30));
  });

  it('may hold what the archive no longer knows, which its orders confirm', async () => {
    const { compare, asked } = await world(150);
    expect(await compare(entries(150).slice(40))).toEqual(clean(150));
    expect(asked).toHaveLength(40);
  });

  it('holds nothing that its events name and no order confirms', async () => {
    const { compare } = await world(3);
    expect(await compare([...entries(3), { orderId: 'ghost', at: iso(0) }])).toEqual(clean(3));
  });
});

describe('a damaged listing', () => {
  const count = 3 * pageSize + 7;

  it('that lost a page is only compared, unless it is to be repaired', async () => {
    const { store, compare, lose } = await world(count);
    await lose(`${head}:1`);
    const { writes } = store;
    const { differences, rebuilt } = await compare(entries(count));
    expect(rebuilt).toBe(false);
    expect(differences).toHaveLength(pageSize + 1);
    expect(differences).toContainEqual({ what: 'lost', id: `${head}:1` });
    expect(differences).toContainEqual({ what: 'missing', id: entry(pageSize + 3).orderId });
    expect(store.writes).toBe(writes);
  });

  it.each([
    ['a page', `${head}:1`],
    ['its oldest page', `${head}:0`],
    ['its head', head],
  ])('that lost %s is made again, in order, with small items', async (_, key) => {
    const { store, compare, rebuild, lose, readAll, index } = await world(count);
    await lose(key);
    expect(await readAll()).not.toEqual(idsOf(entries(count)));
    expect(await rebuild(entries(count))).toMatchObject({ entries: count, rebuilt: true });
    expect(await readAll()).toEqual(idsOf(entries(count)));
    expect(await compare(entries(count))).toEqual(clean(count));
    expect(Math.max(...store.keys.map((one) => JSON.stringify(store.peek(one)).length))).toBeLessThan(20_000);
    for (const one of entries(count + 150).slice(count)) await index.add(listing, one);
    for (const one of entries(count)) await index.add(listing, one);
    expect(await readAll()).toEqual(idsOf(entries(count + 150)));
  });

  it('of which a page is corrupted is made again: nothing unknown, nothing twice, nothing with a wrong time', async () => {
    const { compare, rebuild, write, readAll } = await world(count);
    const wrong = { orderId: entry(101).orderId, at: iso(7) };
    await write(`${head}:1`, { entries: [entry(100), entry(100), { orderId: 'ghost', at: iso(5) }, wrong, entry(0)] });
    const { differences } = await compare(entries(count));
    expect(differences).toContainEqual({ what: 'twice', id: entry(100).orderId });
    expect(differences).toContainEqual({ what: 'twice', id: entry(0).orderId });
    expect(differences).toContainEqual({ what: 'unknown', id: 'ghost' });
    expect(differences).toContainEqual({ what: 'unknown', id: wrong.orderId });
    expect(differences).toContainEqual({ what: 'missing', id: wrong.orderId });
    await rebuild(entries(count));
    expect(await readAll()).toEqual(idsOf(entries(count)));
  });

  it('takes its old pages away', async () => {
    const { store, rebuild, lose } = await world(count);
    await lose(`${head}:1`);
    await rebuild(entries(count));
    const { sealed = [] } = store.peek<IndexHead>(head) ?? {};
    expect(store.keys.toSorted()).toEqual([head, ...sealed.map(({ n, made }) => `${head}:${made}.${n}`)].toSorted());
  });

  it('is made again from parts of its events, one after the other', async () => {
    const { repair, asked, lose, readAll } = await world(count);
    for (const n of [0, 1, 2]) await lose(`${head}:${n}`);
    asked.length = 0;
    const part = { listing, whole: false, repair: true };
    await repair.rebuild({ ...part, entries: entries(count).slice(0, 120) });
    await repair.rebuild({ ...part, entries: entries(count).slice(120) });
    expect(asked).toHaveLength(3 * pageSize);
    expect(await readAll()).toEqual(idsOf(entries(count)));
  });
});

describe('while a listing is made again', () => {
  const count = pageSize + 50;
  const damaged = async (over?: (store: MemoryStateStore) => StateStore) => {
    const w = await world(count, over);
    await w.lose(`${head}:0`);
    return w;
  };

  it('orders that are added are in it, whenever they come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(40), { minLength: 1, maxLength: 12 }), async (waits) => {
        const { rebuild, readAll, index } = await damaged();
        const add = async (wait: number, n: number): Promise<void> => {
          for (let turn = 0; turn < wait * 3; turn += 1) await Promise.resolve();
          await index.add(listing, entry(count + n));
        };
        // Enough of them for the head to be stored as a page meanwhile.
        for (let n = 0; n < 49; n += 1) await index.add(listing, entry(count + n));
        const late = waits.map((wait, n) => add(wait, 49 + n));
        await Promise.all([rebuild(entries(count)), ...late]);
        expect(await readAll()).toEqual(idsOf(entries(count + 49 + waits.length)));
      }),
      { numRuns: 15 },
    );
  });

  it('two who do it at once leave one whole listing', async () => {
    const { store, rebuild, readAll } = await damaged();
    await Promise.all([rebuild(entries(count)), rebuild(entries(count)), rebuild(entries(count))]);
    expect(await readAll()).toEqual(idsOf(entries(count)));
    expect(store.keys).toHaveLength(1 + 1);
  });

  /** A damaged listing of several pages, which somebody else makes again when its second page is about to be read. */
  const rebuiltMeanwhile = async () => {
    const most = 3 * pageSize;
    const w = await world(most);
    await w.lose(`${head}:0`);
    const get = w.store.get.bind(w.store);
    let times = 0;
    w.store.get = async <T>(key: string) => {
      if (key === `${head}:1` && times === 0) {
        times += 1;
        await w.rebuild(entries(most));
      }
      return get<T>(key);
    };
    return { ...w, most, times: () => times };
  };

  it('takes no page for lost that somebody else who did it took away', async () => {
    const { most, compare, times } = await rebuiltMeanwhile();
    expect(await compare(entries(most))).toEqual(clean(most));
    expect(times()).toBe(1);
  });

  it('who reads it finds no hole where a page was taken away', async () => {
    const { most, index, times } = await rebuiltMeanwhile();
    const page = await index.newest(listing, null, most);
    expect(times()).toBe(1);
    expect(page.map(({ orderId }) => orderId)).toEqual(idsOf(entries(most)));
  });

  it.each([0, 1])('dying after %i writes harms nothing, and another run ends it', async (writes) => {
    const { store, rebuild, readAll } = await damaged();
    const before = await readAll();
    store.failNext('create', 'unavailable', { subject: writes === 0 ? `${head}:${makes(1)}.0` : 'none' });
    store.failNext('replace', 'unavailable', { times: writes });
    await expect(rebuild(entries(count))).rejects.toMatchObject({ code: 'dependency.unavailable' });
    expect(await readAll()).toEqual(before);
    expect(await rebuild(entries(count))).toMatchObject({ rebuilt: true });
    expect(await readAll()).toEqual(idsOf(entries(count)));
  });

  it('a write of the head that was done and answered as a conflict keeps its pages', async () => {
    const lying = (store: MemoryStateStore): StateStore => ({
      get: (key) => store.get(key),
      getMany: (keys) => store.getMany(keys),
      create: (key, value) => store.create(key, value),
      remove: (key, etag) => store.remove(key, etag),
      replace: async (key, value, etag) => {
        await store.replace(key, value, etag);
        return 'conflict';
      },
    });
    const { rebuild, readAll } = await damaged(lying);
    expect(await rebuild(entries(count))).toMatchObject({ rebuilt: true });
    expect(await readAll()).toEqual(idsOf(entries(count)));
  });

  it.each(['conflict', 'lostAnswer', 'notDone'] as const)('a write that ends in %s is made up for', async (fault) => {
    const { store, rebuild, readAll } = await damaged();
    store.failNext('replace', fault);
    await rebuild(entries(count)).catch(() => undefined);
    await rebuild(entries(count));
    expect(await readAll()).toEqual(idsOf(entries(count)));
  });
});
