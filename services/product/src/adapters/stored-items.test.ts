import { FakeClock, MemoryStateStore } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import { inParallel } from './in-parallel.ts';
import { StoredClosedReservations } from './stored-closed-reservations.ts';
import { StoredCommandResults } from './stored-command-results.ts';
import { StoredProductIds } from './stored-product-ids.ts';

const deps = () => ({ store: new MemoryStateStore(), clock: new FakeClock() });
const ids = (n: number, prefix = 'prd-') => Array.from({ length: n }, (_, i) => `${prefix}${i}`);

describe('StoredProductIds', () => {
  it('keeps each id once, spread over pages', async () => {
    const given = deps();
    const productIds = new StoredProductIds(given);
    await productIds.add(ids(500));
    await productIds.add(ids(500));
    expect((await productIds.all()).toSorted()).toEqual(ids(500).toSorted());
    expect(given.store.keys).toHaveLength(64);
  });

  it('writes nothing for ids it has', async () => {
    const given = deps();
    const productIds = new StoredProductIds(given);
    await productIds.add(['a']);
    const { writes } = given.store;
    await productIds.add(['a']);
    expect(given.store.writes).toBe(writes);
  });

  it('loses no id to another writer or to a lost answer', async () => {
    const given = deps();
    const writers = [new StoredProductIds(given), new StoredProductIds(given)];
    given.store.failNext('create', 'lostAnswer');
    given.store.failNext('replace', 'conflict');
    await Promise.all(writers.map((w, i) => w.add(ids(200, `w${i}-`))));
    expect(await writers[0]!.all()).toHaveLength(400);
  });
});

describe('StoredClosedReservations', () => {
  const sold = { status: 'committed', quantity: 2, at: 1 } as const;
  const released = { status: 'released', quantity: 2, at: 2 } as const;

  it('finds what it keeps, by product and key', async () => {
    const closed = new StoredClosedReservations(deps());
    await closed.keep('p1', [['k', sold]]);
    expect(await closed.find('p1', 'k')).toEqual(sold);
    expect(await closed.find('p2', 'k')).toBeUndefined();
  });

  it('lets a release replace a sale, never the other way round', async () => {
    const closed = new StoredClosedReservations(deps());
    await closed.keep('p1', [['k', sold]]);
    await closed.keep('p1', [['k', released]]);
    await closed.keep('p1', [['k', sold]]);
    expect(await closed.find('p1', 'k')).toEqual(released);
  });
});

it('keeps the first result of a command', async () => {
  const results = new StoredCommandResults(new MemoryStateStore());
  expect(await results.find('c')).toBeUndefined();
  await results.record('c', { outcome: 'done' });
  await results.record('c', { outcome: 'refused', code: 'product.not_found', detail: 'no' });
  expect(await results.find('c')).toEqual({ outcome: 'done' });
});

describe('inParallel', () => {
  it('keeps order and limit', async () => {
    let running = 0;
    let most = 0;
    const doubled = await inParallel(ids(20), 4, async (id) => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      return `${id}!`;
    });
    expect(doubled).toEqual(ids(20).map((id) => `${id}!`));
    expect(most).toBe(4);
  });

  it('stops taking work after a failure', async () => {
    const seen: number[] = [];
    const work = inParallel([1, 2, 3, 4, 5, 6], 2, async (n) => {
      seen.push(n);
      await Promise.resolve();
      if (n === 1) throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(seen.length).toBeLessThan(6);
  });
});
