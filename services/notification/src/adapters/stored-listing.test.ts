import { MemoryStateStore } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import { newHeads, newListing } from '../../test/world.ts';
import { cursorOf, pageSize } from '../domain/listing.ts';
import { StoredListing } from './stored-listing.ts';

const fresh = { fresh: true };
const names = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `n${from + i}`);

const filled = async (count: number) => {
  const store = new MemoryStateStore();
  const listing = newListing(store);
  for (const id of names(0, count)) await listing.add('ada', id, fresh);
  return { store, listing };
};

const readAll = async (listing: ReturnType<typeof newListing>, limit: number) => {
  const found: string[] = [];
  for (let cursor: string | undefined, first = true; first || cursor; first = false) {
    const page = await listing.page('ada', { limit, cursor });
    found.push(...page.ids);
    cursor = page.nextCursor ?? undefined;
  }
  return found;
};

describe('StoredListing', () => {
  it('is empty for somebody who got nothing', async () => {
    expect(await newListing(new MemoryStateStore()).page('ada', { limit: 5 })).toEqual({ ids: [], nextCursor: null });
  });

  it.each([1, 7, 100])('gives everything once, newest first, %i at a time', async (limit) => {
    const count = 3 * pageSize + 17;
    const { listing } = await filled(count);
    expect(await readAll(listing, limit)).toEqual(names(0, count).toReversed());
  });

  it('keeps every item bounded', async () => {
    const { store } = await filled(5 * pageSize);
    for (const key of store.keys) expect(JSON.stringify(store.peek(key)).length).toBeLessThan(1_000);
  });

  it('whose head was lost takes no page that it left behind for one of its own', async () => {
    const { listing, store } = await filled(3 * pageSize);
    const key = 'notifications-of:ada:head';
    await store.remove(key, (await store.get(key))?.etag ?? '');
    for (const id of names(1_000, 1_000 + 3 * pageSize)) await listing.add('ada', id, fresh);
    expect(await readAll(listing, 30)).toEqual(names(1_000, 1_000 + 3 * pageSize).toReversed());
  });

  it('goes on with a listing that has longer pages', async () => {
    const store = new MemoryStateStore();
    const heads = newHeads(store);
    const ids = names(0, 399);
    await store.create('notifications-of:ada:0', { ids: ids.slice(0, 100) });
    await store.create('notifications-of:ada:1', { ids: ids.slice(100, 200) });
    await heads.execute('ada:head', null, () => ({ state: { pages: 2, ids: ids.slice(200) }, result: null }));
    const listing = newListing(store);
    for (const id of ['new', 'newer']) await listing.add('ada', id, fresh);
    expect(await readAll(listing, 30)).toEqual([...ids, 'new', 'newer'].toReversed());
  });

  it('goes on where it was although newer ones arrived and pages moved', async () => {
    const { listing } = await filled(2 * pageSize - 1);
    const first = await listing.page('ada', { limit: 10 });
    for (const id of names(2 * pageSize - 1, 3 * pageSize)) await listing.add('ada', id, fresh);
    const next = await listing.page('ada', { limit: 10, cursor: first.nextCursor ?? undefined });
    expect(next.ids).toEqual(names(2 * pageSize - 21, 2 * pageSize - 11).toReversed());
  });

  it('adds an id once, also when it moved to a page long ago', async () => {
    const { listing } = await filled(2 * pageSize + 1);
    for (const id of ['n0', 'n30', 'n40']) await listing.add('ada', id, { fresh: false });
    expect(await readAll(listing, 50)).toEqual(names(0, 2 * pageSize + 1).toReversed());
  });

  it('loses and doubles nothing when replicas add at once', async () => {
    const store = new MemoryStateStore();
    const replicas = [newListing(store), newListing(store), newListing(store)];
    const ids = names(0, 3 * pageSize);
    for (let from = 0; from < ids.length; from += 30) {
      const some = ids.slice(from, from + 30);
      const add = async (id: string, n: number, how = fresh) => replicas[n % 3]?.add('ada', id, how);
      await Promise.all(some.flatMap((id, i) => [add(id, i), add(id, i + 1, { fresh: false })]));
    }
    expect((await readAll(newListing(store), 100)).toSorted()).toEqual(ids.toSorted());
  });

  it.each([40, 3 * pageSize])('sees what another replica added while it was thinking, %i ids ago', async (others) => {
    const store = new MemoryStateStore();
    const quick = newListing(store);
    const heads = newHeads(store);
    let thinks = true;
    const slow = new StoredListing({
      store,
      heads: {
        execute: (...command) => heads.execute(...command),
        load: async (id) => {
          const stale = await heads.load(id);
          if (thinks) for (const other of ['same', ...names(0, others)]) await quick.add('ada', other, fresh);
          thinks = false;
          return stale;
        },
      },
    });
    await slow.add('ada', 'same', { fresh: false });
    expect(await readAll(quick, 100)).toEqual([...names(0, others).toReversed(), 'same']);
  });

  it('survives a crash between a page and its head', async () => {
    const { store, listing } = await filled(2 * pageSize - 1);
    store.failNext('create', 'lostAnswer', { subject: 'notifications-of:ada:0' });
    await expect(listing.add('ada', 'last', fresh)).rejects.toMatchObject({ code: 'dependency.timeout' });
    await listing.add('ada', 'last', { fresh: false });
    await listing.add('ada', 'more', fresh);
    expect(await readAll(listing, 100)).toEqual(['more', 'last', ...names(0, 2 * pageSize - 1).toReversed()]);
    expect(store.peek('notifications-of:ada:0')).toEqual({ ids: names(0, pageSize) });
  });

  it.each(['bm9wZQ', 'bjE=x', cursorOf(-1)])('refuses the cursor %j that it never gave out', async (cursor) => {
    const { listing } = await filled(3);
    await expect(listing.page('ada', { limit: 2, cursor })).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('takes a cursor from beyond the end for the end', async () => {
    const { listing } = await filled(3);
    expect((await listing.page('ada', { limit: 2, cursor: cursorOf(999) })).ids).toEqual(['n2', 'n1']);
  });
});
