import type { Notification } from '@mercato/contracts/notification';
import { iso } from '@mercato/kit/time';
import { MemoryStateStore, SequentialIds } from '@mercato/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newHeads, newListing } from '../../test/world.ts';
import { type ListingHead, pageSize } from '../domain/listing.ts';
import { StoredListingRepair } from './stored-listing-repair.ts';
import { StoredRecords } from './stored-records.ts';

const idOf = (n: number): string => `e${String(n).padStart(4, '0')}:email`;
const idsTo = (count: number) => Array.from({ length: count }, (_, n) => idOf(n));
const head = 'notifications-of:ada:head';

const record = (n: number, userId: string): Notification => ({
  id: idOf(n),
  userId,
  channel: 'email',
  template: 'announcement',
  subject: 's',
  text: 't',
  orderId: null,
  status: 'sent',
  sentAt: iso(n * 1_000),
});

/** A listing of the first `count` of a hundred more that were sent to Ada. */
const world = async (count: number) => {
  const store = new MemoryStateStore();
  const records = new StoredRecords(store);
  const listing = newListing(store);
  for (let n = 0; n < count + 100; n += 1) await records.keep(record(n, 'ada'));
  for (const id of idsTo(count)) await listing.add('ada', id, { fresh: true });
  const repair = new StoredListingRepair({ store, heads: newHeads(store), records, ids: new SequentialIds() });
  const rebuild = (ids: readonly string[]) => repair.rebuild({ userId: 'ada', ids, whole: true, repair: true });
  const compare = (ids: readonly string[]) => repair.rebuild({ userId: 'ada', ids, whole: true, repair: false });
  const lose = async (key: string): Promise<void> => {
    await store.remove(key, (await store.get(key))?.etag ?? '');
  };
  const readAll = async (): Promise<readonly string[]> => {
    const found: string[] = [];
    for (let cursor: string | undefined, first = true; first || cursor; first = false) {
      const page = await listing.page('ada', { limit: 60, cursor });
      found.push(...page.ids);
      cursor = page.nextCursor ?? undefined;
    }
    return found;
  };
  return { store, records, listing, rebuild, compare, lose, readAll };
};

const clean = (entries: number) => ({ entries, differences: [], rebuilt: false });

describe("the listing of a user's notifications", () => {
  it.each([0, 1, pageSize, 2 * pageSize + 1, 3 * pageSize + 7])(
    'of %i as they were sent is left alone',
    async (count) => {
      const { store, compare, rebuild } = await world(count);
      const { writes } = store;
      expect(await compare(idsTo(count))).toEqual(clean(count));
      expect(await rebuild([...idsTo(count), ...idsTo(count)].toReversed())).toEqual(clean(count));
      expect(store.writes).toBe(writes);
    },
  );

  it('may hold what no event tells of, and lack what an event asks for that is not sent yet', async () => {
    const { compare } = await world(30);
    expect(await compare([...idsTo(30).slice(10), 'not-sent-yet:email'])).toEqual(clean(30));
  });

  it.each(['notifications-of:ada:0', 'notifications-of:ada:1', head])(
    'that lost %s is made again, in order, and goes on',
    async (key) => {
      const count = 3 * pageSize + 7;
      const { store, listing, compare, rebuild, lose, readAll } = await world(count);
      await lose(key);
      expect(await readAll()).not.toEqual(idsTo(count).toReversed());
      expect((await compare(idsTo(count))).differences.length).toBeGreaterThanOrEqual(pageSize);
      expect(await rebuild(idsTo(count))).toMatchObject({ entries: count, rebuilt: true });
      expect(await readAll()).toEqual(idsTo(count).toReversed());
      expect(await rebuild(idsTo(count))).toEqual(clean(count));
      for (const id of idsTo(count + 100)) await listing.add('ada', id, { fresh: false });
      expect(await readAll()).toEqual(idsTo(count + 100).toReversed());
      for (const one of store.keys) expect(JSON.stringify(store.peek(one)).length).toBeLessThan(20_000);
    },
  );

  it('of which a page is corrupted is made again', async () => {
    const count = 2 * pageSize + 7;
    const { store, records, compare, rebuild, readAll } = await world(count);
    await records.keep(record(9_000, 'eve'));
    const stored = await store.get('notifications-of:ada:0');
    const ids = [idOf(0), idOf(0), 'ghost:email', idOf(9_000), ...idsTo(pageSize).slice(4)];
    await store.replace('notifications-of:ada:0', { ids }, stored?.etag ?? '');
    const { differences } = await compare(idsTo(count));
    expect(differences).toContainEqual({ what: 'twice', id: idOf(0) });
    expect(differences).toContainEqual({ what: 'missing', id: idOf(2) });
    expect(differences).toContainEqual({ what: 'unknown', id: 'ghost:email' });
    expect(differences).toContainEqual({ what: 'unknown', id: idOf(9_000) });
    await rebuild(idsTo(count));
    expect(await readAll()).toEqual(idsTo(count).toReversed());
  });

  it('takes its old pages away', async () => {
    const count = 3 * pageSize + 7;
    const { store, rebuild, lose } = await world(count);
    await lose('notifications-of:ada:1');
    await rebuild(idsTo(count));
    const { made } = store.peek<{ state: ListingHead }>(head)?.state ?? {};
    const left = store.keys.filter((key) => key.startsWith('notifications-of:')).toSorted();
    expect(left).toEqual([...[0, 1, 2].map((n) => `notifications-of:ada:${made}.${n}`), head].toSorted());
  });

  it('has what is added while it is made again, whenever that comes', async () => {
    const count = 2 * pageSize - 5;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(30), { minLength: 1, maxLength: 12 }), async (waits) => {
        const { listing, rebuild, lose, readAll } = await world(count);
        await lose(head);
        const add = async (wait: number, n: number): Promise<void> => {
          for (let turn = 0; turn < wait * 3; turn += 1) await Promise.resolve();
          await listing.add('ada', idOf(count + n), { fresh: true });
        };
        await Promise.all([rebuild(idsTo(count)), ...waits.map(add)]);
        expect((await readAll()).toSorted()).toEqual(idsTo(count + waits.length));
      }),
      { numRuns: 15 },
    );
  });

  it('is read without a hole while its old pages are taken away', async () => {
    const count = 3 * pageSize + 7;
    const { store, listing, rebuild, lose } = await world(count);
    await lose('notifications-of:ada:0');
    const get = store.get.bind(store);
    let met = false;
    store.get = async <T>(key: string) => {
      if (key === 'notifications-of:ada:1' && !met) {
        met = true;
        await rebuild(idsTo(count));
      }
      return get<T>(key);
    };
    const page = await listing.page('ada', { limit: 150 });
    expect(met).toBe(true);
    expect(page.ids).toEqual(idsTo(count).slice(-150).toReversed());
  });

  it('shows what is left of it while a page is lost', async () => {
    const { listing, lose } = await world(2 * pageSize + 7);
    await lose('notifications-of:ada:0');
    const page = await listing.page('ada', { limit: 200 });
    expect(page.ids).toEqual(
      idsTo(2 * pageSize + 7)
        .slice(pageSize)
        .toReversed(),
    );
  });

  it('of which somebody made half survives, and another run ends it', async () => {
    const count = 3 * pageSize + 7;
    const { store, rebuild, lose, readAll } = await world(count);
    await lose('notifications-of:ada:1');
    const before = await readAll();
    store.failNext('replace', 'unavailable');
    await expect(rebuild(idsTo(count))).rejects.toMatchObject({ code: 'dependency.unavailable' });
    expect(await readAll()).toEqual(before);
    store.failNext('replace', 'lostAnswer');
    await rebuild(idsTo(count));
    expect(await readAll()).toEqual(idsTo(count).toReversed());
  });
});
