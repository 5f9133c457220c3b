import { orderCancelled } from '@mercato/contracts/order';
import { MemoryStateStore } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import { add, countWorld } from '../../test/counts.ts';
import { currentContext, runInContext } from '../context/index.ts';
import { errors } from '../errors/index.ts';
import type { Outgoing, Publisher } from '../messaging/index.ts';
import type { Stored } from '../state/index.ts';

/** A store on which something happens between the next reading of an item and whatever its reader does then. */
class Interrupted extends MemoryStateStore {
  afterNextGet: (() => Promise<unknown>) | undefined;

  override async get<T>(key: string): Promise<Stored<T> | undefined> {
    const found = await super.get<T>(key);
    const interruption = this.afterNextGet;
    this.afterNextGet = undefined;
    await interruption?.();
    return found;
  }
}

const isSecond = ({ data }: Outgoing): boolean => 'version' in data && data.version === 2;

describe('a writer', () => {
  it('writes nothing over what came between its reading and its writing', async () => {
    const store = new Interrupted();
    const { replica, stored } = countWorld(store);
    await replica().execute('a', 'c0', add(1));
    store.afterNextGet = () => replica().execute('a', 'c1', add(10));
    expect(await replica().execute('a', 'c2', add(100))).toBe(111);
    expect(stored()).toMatchObject({ version: 3, state: { n: 111 } });
  });

  it('that takes what it published off the item leaves what another came to owe meanwhile', async () => {
    const { replica, publisher, stored } = countWorld();
    const secondIsLost: Publisher = {
      publish: (message) =>
        isSecond(message) ? Promise.reject(errors.unavailable('broker')) : publisher.publish(message),
    };
    const other = replica(secondIsLost);
    const interrupted: Publisher = {
      // Our event is out and still on the item; the other one writes its own, and dies before that is out.
      publish: async (message) => {
        await publisher.publish(message);
        await other.execute('a', 'c2', add(1)).catch(() => undefined);
      },
    };
    await replica(interrupted).execute('a', 'c1', add(1));
    expect(stored()?.owed).toHaveLength(1);
    await replica().execute('a', 'c2', add(1));
    expect(new Set(publisher.of(orderCancelled).map((e) => e.version))).toEqual(new Set([1, 2]));
  });

  it('does not take a message that the broker refused for published', async () => {
    const { replica, publisher, stored } = countWorld();
    const one = replica();
    publisher.failNext('unavailable');
    await expect(one.execute('a', 'c1', add(1))).rejects.toMatchObject({ code: 'dependency.unavailable' });
    expect(await one.execute('a', 'c1', add(1))).toBe(1);
    expect(publisher.published).toHaveLength(1);
    expect(stored()?.owed).toEqual([]);
  });

  it('applies a large batch once, though the answer of its write is lost', async () => {
    const { replica, store, stored } = countWorld();
    const one = replica();
    const first = one.execute('a', 'first', add(1), { settle: 'later' });
    const batch = Array.from({ length: 60 }, (_, i) => one.execute('a', `c${i}`, add(1), { settle: 'later' }));
    store.failNext('replace', 'lostAnswer');
    await Promise.all([first, ...batch]);
    expect(store.faults.pending).toEqual([]);
    expect(stored()).toMatchObject({ version: 61, state: { n: 61 } });
  });

  it('works for all who wait, not by the deadline of the one that came first', async () => {
    const store = new MemoryStateStore();
    const deadlines: (number | undefined)[] = [];
    const { replica } = countWorld(store);
    const get = store.get.bind(store);
    store.get = (key) => {
      deadlines.push(currentContext()?.deadline);
      return get(key);
    };
    await runInContext({ requestId: 'r', deadline: 1 }, () => replica().execute('a', 'c1', add(1)));
    expect(deadlines).not.toHaveLength(0);
    expect(deadlines).not.toContain(1);
  });
});
