import { MemoryStateStore } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import type { Acceptance } from '../domain/acceptance.ts';
import { StoredAcceptances } from './stored-acceptances.ts';

const one = { orderId: 'o1', requestHash: 'first' } as Acceptance;
const two = { orderId: 'o1', requestHash: 'second' } as Acceptance;
const world = () => {
  const store = new MemoryStateStore();
  return { store, acceptances: new StoredAcceptances(store) };
};

describe('an acceptance', () => {
  it('is the first one for its order, for ever', async () => {
    const { acceptances } = world();
    expect(await acceptances.find('o1')).toBeUndefined();
    expect(await acceptances.keep(one)).toEqual(one);
    expect(await acceptances.keep(two)).toEqual(one);
    expect(await acceptances.find('o1')).toEqual(one);
  });

  it('is found when the answer to its write was lost', async () => {
    const { acceptances, store } = world();
    store.failNext('create', 'lostAnswer');
    expect(await acceptances.keep(one)).toEqual(one);
  });

  it('is not claimed when its write was not done', async () => {
    const { acceptances, store } = world();
    store.failNext('create', 'notDone');
    await expect(acceptances.keep(one)).rejects.toMatchObject({ code: 'dependency.unavailable' });
    store.failNext('create', 'unavailable');
    await expect(acceptances.keep(one)).rejects.toMatchObject({ code: 'dependency.unavailable' });
  });
});
