import { FakeClock, MemoryStateStore } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import { currentContext, runInContext, timeLeft } from '../context/index.ts';
import { errors } from '../errors/index.ts';
import { DegradedCache, type DegradedCacheOptions, storedCopy } from './index.ts';

interface Rates {
  readonly rate: number;
}

const hour = 3_600_000;
const day = 24 * hour;

/** A bank that tells rates, or does not; replicas share what is stored, and a new one remembers nothing. */
const world = () => {
  const clock = new FakeClock();
  const store = new MemoryStateStore();
  const failures: unknown[] = [];
  let asked = 0;
  const bank = {
    rate: 1,
    isDown: false,
    asked: () => asked,
    tell: async (): Promise<Rates> => {
      asked += 1;
      await Promise.resolve();
      if (bank.isDown) throw errors.unavailable('bank');
      return { rate: bank.rate };
    },
  };
  const replica = (options: Partial<DegradedCacheOptions<Rates>> = {}) =>
    new DegradedCache({
      fetch: bank.tell,
      copies: storedCopy<Rates>(store, 'rates'),
      freshMs: hour,
      clock,
      failed: (error) => failures.push(error),
      ...options,
    });
  return { clock, store, failures, bank, replica };
};

describe('while the third party answers', () => {
  it('serves what it said for as long as it is fresh, then asks again', async () => {
    const { clock, bank, replica } = world();
    const cache = replica();
    expect(await cache.get()).toEqual({ value: { rate: 1 }, fetchedAt: clock.now(), degraded: false });
    bank.rate = 2;
    clock.advance(hour - 1);
    expect(await cache.get()).toMatchObject({ value: { rate: 1 }, degraded: false });
    clock.advance(1);
    expect(await cache.get()).toMatchObject({ value: { rate: 2 }, degraded: false });
    expect(bank.asked()).toBe(2);
  });

  it('asks once, however many want to know', async () => {
    const { bank, replica } = world();
    const cache = replica();
    const served = await Promise.all(Array.from({ length: 10 }, () => cache.get()));
    expect(new Set(served.map(({ value }) => value.rate))).toEqual(new Set([1]));
    expect(bank.asked()).toBe(1);
  });

  it('takes what another replica was told', async () => {
    const { bank, replica } = world();
    await replica().get();
    expect(await replica().get()).toMatchObject({ value: { rate: 1 }, degraded: false });
    expect(bank.asked()).toBe(1);
  });

  it('gives a fetch its own time, not what is left to whoever is first', async () => {
    const { bank, replica } = world();
    const left: number[] = [];
    const fetch = () => {
      left.push(timeLeft(60_000));
      expect(currentContext()?.requestId).not.toBe('r1');
      return bank.tell();
    };
    await runInContext({ requestId: 'r1', deadline: Date.now() + 50 }, () => replica({ fetch }).get());
    expect(left[0]).toBeGreaterThan(1_000);
  });
});

describe('while it does not', () => {
  const lost = async () => {
    const all = world();
    const cache = all.replica();
    await cache.get();
    all.bank.isDown = true;
    all.clock.advance(hour);
    return { ...all, cache };
  };

  it('serves the last it said for ever, and says that it is old', async () => {
    const { clock, cache, replica } = await lost();
    const fetchedAt = clock.now() - hour;
    for (let days = 0; days < 40; days += 1) {
      expect(await cache.get()).toEqual({ value: { rate: 1 }, fetchedAt, degraded: true });
      clock.advance(day);
    }
    // Nor is it forgotten by a restart.
    expect(await replica().get()).toEqual({ value: { rate: 1 }, fetchedAt, degraded: true });
  });

  it('never takes the old copy for a new one: the first answer is served at once', async () => {
    const { clock, cache, bank, store } = await lost();
    await cache.get();
    expect(store.peek<{ fetchedAt: number }>('rates')?.fetchedAt).toBe(clock.now() - hour);
    bank.isDown = false;
    bank.rate = 3;
    clock.advance(1_000);
    expect(await cache.get()).toMatchObject({ value: { rate: 3 }, degraded: false });
  });

  it('leaves it alone for a moment after each failure, and tells of each', async () => {
    const { clock, cache, bank, failures } = await lost();
    for (let n = 0; n < 5; n += 1) await cache.get();
    expect(bank.asked()).toBe(2);
    clock.advance(1_000);
    await cache.get();
    expect(bank.asked()).toBe(3);
    expect(failures).toMatchObject([{ code: 'dependency.unavailable' }, { code: 'dependency.unavailable' }]);
  });

  it('fails as the fetch did where there never was an answer', async () => {
    const { bank, replica } = world();
    bank.isDown = true;
    const cache = replica();
    await expect(cache.get()).rejects.toMatchObject({ code: 'dependency.unavailable' });
    await expect(cache.get()).rejects.toMatchObject({ code: 'dependency.unavailable' });
    expect(bank.asked()).toBe(1);
  });
});

describe('without its store', () => {
  it('serves what it was told, and keeps it in memory', async () => {
    const { clock, bank, replica, failures } = world();
    const down = () => Promise.reject(errors.unavailable('state store'));
    const cache = replica({ copies: { load: down, save: down } });
    expect(await cache.get()).toMatchObject({ value: { rate: 1 }, degraded: false });
    bank.isDown = true;
    clock.advance(hour);
    expect(await cache.get()).toMatchObject({ value: { rate: 1 }, degraded: true });
    expect(failures.length).toBeGreaterThan(1);
  });
});

it('a stored copy is replaced by newer ones only', async () => {
  const { store } = world();
  const copies = storedCopy<string>(store, 'k');
  await copies.save({ value: 'second', fetchedAt: 2 });
  await copies.save({ value: 'first', fetchedAt: 1 });
  expect(await copies.load()).toEqual({ value: 'second', fetchedAt: 2 });
  await copies.save({ value: 'third', fetchedAt: 3 });
  expect(await copies.load()).toEqual({ value: 'third', fetchedAt: 3 });
});
