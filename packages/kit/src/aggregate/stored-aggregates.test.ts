import { orderCancelled } from '@mercato/contracts/order';
import type { Fault } from '@mercato/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, type Count, countWorld as world } from '../../test/counts.ts';
import { DomainError } from '../errors/index.ts';
import type { Decide } from './index.ts';

describe('a command', () => {
  it('is applied once and answered alike, however often it comes', async () => {
    const { replica, stored } = world();
    expect(await replica().execute('a', 'c1', add(2))).toBe(2);
    expect(await replica().execute('a', 'c1', add(2))).toBe(2);
    expect(stored()?.state).toEqual({ n: 2 });
  });

  it.each(['create', 'replace'] as const)(
    'is not applied twice when the answer of its %s is lost',
    async (operation) => {
      const { replica, store, stored } = world();
      if (operation === 'replace') await replica().execute('a', 'c0', add(0));
      store.failNext(operation, 'lostAnswer');
      expect(await replica().execute('a', 'c1', add(5))).toBe(5);
      expect(stored()?.state).toEqual({ n: 5 });
    },
  );

  it.each(['lostAnswer', 'conflict', 'notDone'] as const)(
    'without an id is applied once over %s, and not remembered',
    async (fault) => {
      const { replica, store, stored } = world();
      await replica().execute('a', null, add(1));
      store.failNext('replace', fault);
      expect(await replica().execute('a', null, add(2))).toBe(3);
      expect(stored()).toMatchObject({ state: { n: 3 }, commands: [] });
    },
  );

  it('is tried again when its write was not done', async () => {
    const { replica, store, stored } = world();
    store.failNext('create', 'notDone', { times: 3 });
    expect(await replica().execute('a', 'c1', add(5))).toBe(5);
    expect(stored()?.version).toBe(1);
  });

  it('fails openly when the store is away, and leaves nothing', async () => {
    const { replica, store, stored } = world();
    store.failNext('create', 'unavailable');
    await expect(replica().execute('a', 'c1', add(1))).rejects.toMatchObject({ code: 'dependency.unavailable' });
    expect(stored()).toBeUndefined();
  });

  it('gives up after too many conflicts', async () => {
    const { replica, store } = world();
    store.failNext('create', 'conflict', { times: 25 });
    await expect(replica().execute('a', 'c1', add(1))).rejects.toMatchObject({
      code: 'write.contended',
      retryAfter: 1,
    });
  });

  it('refuses alone: the others of its batch go through', async () => {
    const { replica, stored } = world();
    const one = replica();
    const no: Decide<Count, number> = () => {
      throw new DomainError('stock.insufficient', 'no');
    };
    const results = await Promise.allSettled([
      one.execute('a', 'c1', add(1)),
      one.execute('a', 'c2', no),
      one.execute('a', 'c3', add(1)),
    ]);
    expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(stored()?.state).toEqual({ n: 2 });
  });

  it('that changes nothing writes nothing', async () => {
    const { replica, store } = world();
    expect(await replica().execute('a', 'c1', () => ({ result: 'none' }))).toBe('none');
    expect(store.writes).toBe(0);
  });
});

describe('what is owed', () => {
  it('is published before the answer, then taken off the item', async () => {
    const { replica, publisher, stored } = world();
    await replica().execute('a', 'c1', add(1));
    expect(publisher.of(orderCancelled).map((e) => e.version)).toEqual([1]);
    expect(stored()?.owed).toEqual([]);
  });

  it('stays with the item when publishing fails, and the repeated command publishes it', async () => {
    const { replica, publisher, stored } = world();
    publisher.failNext('unavailable');
    await expect(replica().execute('a', 'c1', add(1))).rejects.toMatchObject({ code: 'dependency.unavailable' });
    expect(stored()?.owed).toHaveLength(1);
    expect(await replica().execute('a', 'c1', add(1))).toBe(1);
    expect(publisher.published).toHaveLength(1);
    expect(stored()?.owed).toEqual([]);
  });

  it('of a dead writer is published by whoever writes next, before it leaves the item', async () => {
    const { replica, publisher } = world();
    publisher.failNext('unavailable');
    await expect(replica().execute('a', 'c1', add(1))).rejects.toThrow();
    await replica().execute('a', 'c2', add(1));
    expect(publisher.of(orderCancelled).map((e) => e.version)).toEqual([1, 2]);
  });

  it('keeps its id when it is published again', async () => {
    const { replica, publisher } = world();
    publisher.failNext('lostAnswer');
    await expect(replica().execute('a', 'c1', add(1))).rejects.toThrow();
    await replica().execute('a', 'c1', add(1));
    expect(new Set(publisher.published.map((m) => m.id)).size).toBe(1);
    expect(publisher.published).toHaveLength(2);
  });

  it('may wait for the next write', async () => {
    const { replica, publisher, store, stored } = world();
    const one = replica();
    await one.execute('a', 'c1', add(1), { settle: 'later' });
    expect(stored()?.owed).toHaveLength(1);
    await one.execute('a', 'c2', add(1));
    expect(publisher.of(orderCancelled).map((e) => e.version)).toEqual([1, 2]);
    expect(store.writes).toBe(3);
  });
});

describe('many writers', () => {
  it('lose nothing, over replicas, conflicts and lost answers', async () => {
    const step = fc.record({ first: fc.boolean(), id: fc.nat(6), by: fc.integer({ min: 1, max: 9 }) });
    // Fewer than the tries to clear what was published: an item that keeps it is right too, only not empty.
    const faults = fc.array(fc.constantFrom<Fault[]>('conflict', 'lostAnswer', 'notDone'), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), faults, async (steps, planned) => {
        const { replica, store, stored } = world();
        const [one, two] = [replica(), replica()];
        for (const fault of planned) store.failNext('replace', fault);
        await Promise.all(steps.map((s) => (s.first ? one : two).execute('a', `c${s.id}`, add(s.id + 1))));
        const distinct = new Set(steps.map((s) => s.id));
        expect(stored()?.state.n ?? 0).toBe([...distinct].reduce((sum, id) => sum + id + 1, 0));
        expect(stored()?.version ?? 0).toBe(distinct.size);
        expect(stored()?.owed ?? []).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('of one process share their writes', async () => {
    const { replica, store, stored } = world();
    const one = replica();
    await Promise.all(Array.from({ length: 64 }, (_, i) => one.execute('a', `c${i}`, add(1), { settle: 'later' })));
    expect(stored()?.state.n).toBe(64);
    expect(store.writes).toBeLessThanOrEqual(4);
  });
});
