import { describe, expect, it } from 'vitest';
import { add, type Count, countWorld } from '../../test/counts.ts';
import { DomainError } from '../errors/index.ts';
import type { Decide } from './index.ts';

const absent = { expect: 'absent', settle: 'later' } as const;
const onlyNew: Decide<Count, number> = (current) => {
  if (current) throw new DomainError('stock.insufficient', `there are ${current.n}`);
  return { state: { n: 1 }, result: 1 };
};

describe('an item that is expected to be absent', () => {
  it('costs one write and no read', async () => {
    const { replica, store } = countWorld();
    expect(await replica().execute('a', 'c1', add(2), absent)).toBe(2);
    expect(store.counts).toMatchObject({ get: 0, create: 1, replace: 0 });
  });

  it('is decided on as it is where it is there', async () => {
    const { replica, stored } = countWorld();
    await replica().execute('a', 'c1', add(2));
    expect(await replica().execute('a', 'c2', add(3), absent)).toBe(5);
    await expect(replica().execute('a', 'c3', onlyNew, absent)).rejects.toThrow('there are 5');
    expect(stored()?.version).toBe(2);
  });

  it('answers a command that comes again as the first time', async () => {
    const { replica, stored } = countWorld();
    await replica().execute('a', 'c1', add(2), absent);
    expect(await replica().execute('a', 'c1', add(2), absent)).toBe(2);
    expect(stored()?.state).toEqual({ n: 2 });
  });

  it('is looked for at once by a process that has met it', async () => {
    const { replica, store } = countWorld();
    const one = replica();
    await one.execute('a', 'c1', add(2), absent);
    await one.execute('a', 'c2', add(3), absent);
    expect(store.counts).toMatchObject({ get: 1, create: 1, replace: 1 });
  });

  it('lets nothing be refused that was not read', async () => {
    const { replica, store } = countWorld();
    await replica().execute('a', 'c1', add(2));
    const seen: (number | undefined)[] = [];
    const look: Decide<Count, number> = (current) => {
      seen.push(current?.n);
      return { result: current?.n ?? 0 };
    };
    const { get } = store.counts;
    expect(await replica().execute('a', 'c2', look, absent)).toBe(2);
    expect(seen).toEqual([undefined, 2]);
    expect(store.counts.get).toBe(get + 1);
  });

  it.each(['lostAnswer', 'notDone', 'conflict'] as const)(
    'is made once although its create ends in %s',
    async (fault) => {
      const { replica, store, stored } = countWorld();
      store.failNext('create', fault);
      expect(await replica().execute('a', 'c1', add(2), absent)).toBe(2);
      expect(stored()).toMatchObject({ version: 1, state: { n: 2 } });
    },
  );

  it('is made by one of two that race', async () => {
    const { replica, stored } = countWorld();
    const both = await Promise.allSettled([
      replica().execute('a', 'c1', onlyNew, absent),
      replica().execute('a', 'c2', onlyNew, absent),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(stored()?.version).toBe(1);
  });
});
