import { describe, expect, it } from 'vitest';
import { stateStoreContract } from '../contracts/state-store-contract.ts';
import { MemoryStateStore, type MemoryStateStoreOptions } from './memory-state-store.ts';

stateStoreContract('memory', () => new MemoryStateStore());

it('loses the answer, not the write', async () => {
  const store = new MemoryStateStore();
  store.failNext('create', 'lostAnswer');
  await expect(store.create('k', { n: 1 })).rejects.toMatchObject({ code: 'dependency.timeout' });
  expect(store.peek('k')).toEqual({ n: 1 });
});

it('does nothing when a fault says so', async () => {
  const store = new MemoryStateStore();
  store.failNext('create', 'notDone');
  store.failNext('create', 'unavailable');
  store.failNext('create', 'conflict');
  await expect(store.create('k', { n: 1 })).rejects.toMatchObject({ code: 'dependency.timeout' });
  await expect(store.create('k', { n: 1 })).rejects.toMatchObject({ code: 'dependency.unavailable' });
  expect(await store.create('k', { n: 1 })).toBe('conflict');
  expect(store.keys).toEqual([]);
  expect(store.faults.pending).toEqual([]);
});

describe('a store that lags', () => {
  const written = async (options: MemoryStateStoreOptions): Promise<MemoryStateStore> => {
    const store = new MemoryStateStore(options);
    for (const n of [1, 2, 3]) {
      if ((await store.create('k', { n })) === 'conflict') await store.replace('k', { n }, String(n - 1));
    }
    return store;
  };
  const read = async (store: MemoryStateStore) => [
    (await store.get('k'))?.value,
    (await store.getMany(['k'])).get('k')?.value,
  ];

  it.each([
    [0, { n: 3 }],
    [1, { n: 2 }],
    [2, { n: 1 }],
    [3, undefined],
    [9, undefined],
  ])(
    'answers %i versions behind where nobody asked for the latest, with a tag that guards no write',
    async (n, old) => {
      const store = await written({ behind: () => n });
      expect(await read(store)).toEqual([{ n: 3 }, old]);
      const tag = (await store.getMany(['k'])).get('k')?.etag ?? 'none';
      expect(await store.replace('k', { n: 4 }, tag)).toBe(n === 0 ? 'written' : 'conflict');
    },
  );

  it('may lag in every read, and still finds what was removed', async () => {
    const store = await written({ behind: () => 1, eventual: ['get', 'getMany'] });
    expect(await read(store)).toEqual([{ n: 2 }, { n: 2 }]);
    expect(await store.remove('k', '3')).toBe('written');
    expect(await read(store)).toEqual([{ n: 3 }, { n: 3 }]);
    expect(await store.create('k', { n: 4 })).toBe('written');
  });
});
