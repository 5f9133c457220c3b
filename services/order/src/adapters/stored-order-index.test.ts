import { iso } from '@mercato/kit/time';
import { FakeClock, MemoryStateStore } from '@mercato/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageSize } from '../domain/index-pages.ts';
import { StoredOrderIndex } from './stored-order-index.ts';

const world = () => {
  const store = new MemoryStateStore();
  return { store, index: new StoredOrderIndex(store, new FakeClock()) };
};
const entry = (n: number) => ({ orderId: `o${String(n).padStart(4, '0')}`, at: iso(n * 1_000) });
const fill = async (index: StoredOrderIndex, count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) await index.add('ada', entry(n));
};
const readAll = async (index: StoredOrderIndex, limit: number): Promise<string[]> => {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await index.page('ada', { limit, ...(cursor === null ? {} : { cursor }) });
    found.push(...page.orderIds);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
};
const newestFirst = (count: number) => Array.from({ length: count }, (_, n) => entry(count - 1 - n).orderId);

describe('a listing', () => {
  it.each([0, 1, pageSize, pageSize + 1, 3 * pageSize + 7])(
    'of %i orders is read in full, newest first',
    async (count) => {
      const { index } = world();
      await fill(index, count);
      expect(await readAll(index, 30)).toEqual(newestFirst(count));
      expect(await readAll(index, 100)).toEqual(newestFirst(count));
    },
  );

  it('holds an order once, however late its event comes again', async () => {
    const { index, store } = world();
    await fill(index, 2 * pageSize + 1);
    const { writes } = store;
    await fill(index, 2 * pageSize + 1);
    expect(store.writes).toBe(writes);
  });

  it('is in order of time even when events are not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), async (order) => {
        const { index } = world();
        for (const n of order) await index.add('ada', entry(n));
        expect(await readAll(index, 3)).toEqual(newestFirst(8));
      }),
      { numRuns: 30 },
    );
  });

  it('keeps its items small', async () => {
    const { index, store } = world();
    await fill(index, 3 * pageSize);
    expect(Math.max(...store.keys.map((key) => JSON.stringify(store.peek(key)).length))).toBeLessThan(20_000);
  });

  it('goes on from a cursor although the page it points into was filled and closed meanwhile', async () => {
    const { index } = world();
    await fill(index, 5);
    const { nextCursor } = await index.page('ada', { limit: 2 });
    for (let n = 5; n < 2 * pageSize; n += 1) await index.add('ada', entry(n));
    const page = await index.page('ada', { limit: 10, cursor: nextCursor ?? '' });
    expect(page.orderIds).toEqual(newestFirst(5).slice(2));
  });

  it('loses nothing to replicas that write at once', async () => {
    const { index, store } = world();
    await fill(index, pageSize - 2);
    const other = new StoredOrderIndex(store, new FakeClock());
    await Promise.all([0, 1, 2, 3, 4].map((n) => (n % 2 ? index : other).add('ada', entry(pageSize - 2 + n))));
    await Promise.all([index, other].map((i) => i.add('ada', entry(0))));
    expect((await readAll(index, 50)).toSorted()).toEqual(newestFirst(pageSize + 3).toSorted());
  });

  it('whose head was lost takes no page that it left behind for one of its own', async () => {
    const { index, store } = world();
    await fill(index, 2 * pageSize + 1);
    await store.remove('orders-of:ada', (await store.get('orders-of:ada'))?.etag ?? '');
    for (let n = 1_000; n < 1_001 + 2 * pageSize; n += 1) await index.add('ada', entry(n));
    const since = Array.from({ length: 2 * pageSize + 1 }, (_, n) => entry(1_000 + 2 * pageSize - n).orderId);
    expect(await readAll(index, 50)).toEqual(since);
  });

  it.each(['lostAnswer', 'notDone', 'conflict'] as const)('survives a write that ends in %s', async (fault) => {
    const { index, store } = world();
    store.failNext('create', fault);
    store.failNext('replace', fault);
    await fill(index, 3);
    expect(await readAll(index, 10)).toEqual(newestFirst(3));
  });

  it.each(['', 'bogus', Buffer.from('["",""]').toString('base64url'), Buffer.from('{}').toString('base64url')])(
    'refuses the cursor %j',
    async (cursor) => {
      await expect(world().index.page('ada', { limit: 1, cursor })).rejects.toMatchObject({ code: 'request.invalid' });
    },
  );
});
