import { expect, it } from 'vitest';
import { stateStoreContract } from '../contracts/state-store-contract.ts';
import { MemoryStateStore } from './memory-state-store.ts';

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
