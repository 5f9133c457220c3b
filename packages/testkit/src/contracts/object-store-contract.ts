import { randomUUID } from 'node:crypto';
import type { ObjectStore } from '@mercato/kit/objects';
import { describe, expect, it } from 'vitest';

const awkward = { text: 'ümläut 漢字 🛒 "quotes" \\ \u0001 \n', number: 0.1, nothing: null, list: ['', 'aGVsbG8='] };

/** What every ObjectStore must do; run over each twin. `make` gives a store that may hold objects of other runs. */
export const objectStoreContract = (name: string, make: () => ObjectStore): void => {
  describe(`ObjectStore: ${name}`, () => {
    const folder = (): string => `t-${randomUUID()}/2026-01-01`;

    it('finds nothing where nothing is', async () => {
      const store = make();
      expect(await store.get(`${folder()}/a.json`)).toBeUndefined();
      expect(await store.list(folder(), { limit: 10 })).toEqual({ keys: [], more: false });
    });

    it('keeps what it is given, to the letter', async () => {
      const [store, key] = [make(), `${folder()}/a.json`];
      await store.put(key, awkward);
      expect(await store.get(key)).toEqual(awkward);
    });

    it.each([[[]], [{}], [{ a: 'x'.repeat(200_000) }]])('keeps the small and the large', async (value) => {
      const [store, key] = [make(), `${folder()}/a.json`];
      await store.put(key, value);
      expect(await store.get(key)).toEqual(value);
    });

    it('writes an object again, over a longer one too', async () => {
      const [store, key] = [make(), `${folder()}/a.json`];
      await store.put(key, { text: 'x'.repeat(1_000) });
      await store.put(key, { n: 2 });
      expect(await store.get(key)).toEqual({ n: 2 });
    });

    it('gives each reader a whole object while it is written again and again', async () => {
      const [store, key] = [make(), `${folder()}/a.json`];
      const values = ['a', 'b'].map((letter) => ({ text: letter.repeat(2_000) }));
      const [first = {}] = values;
      await store.put(key, first);
      const write = async (): Promise<void> => {
        for (const value of [...values, ...values]) await store.put(key, value);
      };
      const read = async (): Promise<void> => {
        for (let n = 0; n < 8; n += 1) expect(values).toContainEqual(await store.get(key));
      };
      await Promise.all([write(), read(), read()]);
    });

    it('removes an object, and again', async () => {
      const [store, key] = [make(), `${folder()}/a.json`];
      await store.put(key, {});
      await store.remove(key);
      await store.remove(key);
      expect(await store.get(key)).toBeUndefined();
      expect((await store.list(key.slice(0, key.lastIndexOf('/')), { limit: 10 })).keys).toEqual([]);
    });

    it('lists what lies directly in a folder, and nothing else', async () => {
      const [store, place] = [make(), folder()];
      const wanted = ['A.json', 'a-1.json', 'a.json', 'b~c.json'].map((file) => `${place}/${file}`);
      const others = [`${place}2/x.json`, `${place}/deeper/x.json`, `${place.split('/')[0]}/x.json`];
      await Promise.all([...others, ...wanted.toReversed()].map((key) => store.put(key, {})));
      const { keys, more } = await store.list(place, { limit: 10 });
      expect([keys.toSorted(), more]).toEqual([wanted, false]);
    });

    it('lists in pages', async () => {
      const [store, place] = [make(), folder()];
      const keys = Array.from({ length: 23 }, (_, n) => `${place}/${String(n).padStart(3, '0')}.json`);
      await Promise.all(keys.map((key) => store.put(key, {})));
      const found: string[] = [];
      for (let more = true; more;) {
        const page = await store.list(place, { after: found.at(-1), limit: 10 });
        found.push(...page.keys);
        ({ more } = page);
      }
      expect(found).toEqual(keys);
      expect(await store.list(place, { after: keys.at(-1), limit: 10 })).toEqual({ keys: [], more: false });
      expect((await store.list(place, { limit: 23 })).more).toBe(false);
    });

    it.each(['', '/etc/passwd', '../x', 'a/../../x', 'a//b', 'a/', './a'])('refuses the key %j', async (key) => {
      const store = make();
      const attempts = [
        async () => store.put(key, {}),
        async () => store.get(key),
        async () => store.remove(key),
        async () => store.list(key, { limit: 1 }),
      ];
      for (const attempt of attempts) await expect(attempt()).rejects.toThrow('is no key of an object');
    });
  });
};
