import { randomUUID } from 'node:crypto';
import type { StateStore } from '@mercato/kit/state';
import { describe, expect, it } from 'vitest';

interface Item {
  readonly n: number;
  readonly text?: string;
}

const awkward = 'ümläut 漢字 🛒 "quotes" \\ \u0001 \n';

/** What every StateStore must do; run over each twin. `make` gives a store that may hold items of other runs. */
export const stateStoreContract = (name: string, make: () => StateStore): void => {
  describe(`StateStore: ${name}`, () => {
    const key = (): string => `t:${randomUUID()}`;
    const tagOf = async (store: StateStore, k: string): Promise<string> => (await store.get(k))?.etag ?? 'none';

    it('finds nothing where nothing is', async () => {
      const store = make();
      expect(await store.get(key())).toBeUndefined();
      expect((await store.getMany([key(), key()])).size).toBe(0);
    });

    it('creates once and keeps the first value', async () => {
      const [store, k] = [make(), key()];
      expect(await store.create(k, { n: 1, text: awkward })).toBe('written');
      expect(await store.create(k, { n: 2 })).toBe('conflict');
      expect((await store.get<Item>(k))?.value).toEqual({ n: 1, text: awkward });
    });

    it('lets exactly one of many creators win', async () => {
      const [store, k] = [make(), key()];
      const results = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((n) => store.create(k, { n })));
      expect(results.filter((r) => r === 'written')).toHaveLength(1);
    });

    it('replaces only what is unchanged', async () => {
      const [store, k] = [make(), key()];
      await store.create(k, { n: 1 });
      const first = await tagOf(store, k);
      expect(await store.replace(k, { n: 2 }, first)).toBe('written');
      expect(await store.replace(k, { n: 3 }, first)).toBe('conflict');
      expect((await store.get<Item>(k))?.value).toEqual({ n: 2 });
    });

    it('does not bring back what is gone', async () => {
      const [store, k] = [make(), key()];
      await store.create(k, { n: 1 });
      const etag = await tagOf(store, k);
      expect(await store.remove(k, 'stale')).toBe('conflict');
      expect(await store.remove(k, etag)).toBe('written');
      expect(await store.get(k)).toBeUndefined();
      expect(await store.replace(k, { n: 2 }, etag)).toBe('conflict');
      expect(await store.create(k, { n: 3 })).toBe('written');
    });

    it('loses no update of writers that read, add and write again on conflict', async () => {
      const [store, k] = [make(), key()];
      await store.create(k, []);
      // A write that the sidecar had to repeat is called a conflict though it was done: who looks first, adds once.
      const add = async (n: number): Promise<void> => {
        for (;;) {
          const stored = await store.get<readonly number[]>(k);
          if (stored?.value.includes(n)) return;
          if (stored && (await store.replace(k, [...stored.value, n], stored.etag)) === 'written') return;
        }
      };
      const writers = Array.from({ length: 8 }, (_, n) => n);
      await Promise.all(writers.map(add));
      expect((await store.get<number[]>(k))?.value.toSorted()).toEqual(writers);
    });

    it('reads many at once, more than one request holds', async () => {
      const store = make();
      const keys = Array.from({ length: 130 }, key);
      await Promise.all(keys.map((k, n) => store.create(k, { n })));
      const found = await store.getMany<Item>([...keys, key()]);
      expect(keys.map((k) => found.get(k)?.value.n)).toEqual(keys.map((_, n) => n));
    });
  });
};
