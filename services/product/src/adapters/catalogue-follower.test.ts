import { runInContext } from '@mercato/kit/context';
import { systemClock } from '@mercato/kit/time';
import { DomainError } from '@mercato/kit/errors';
import { silentLogger } from '@mercato/kit/telemetry';
import { FakeClock, MemoryStateStore } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import { newProduct, query } from '../../test/examples.ts';
import { addProduct, deadlinesOf, recordedMetrics, replica } from '../../test/world.ts';
import { bucketSize, bucketsKept } from './change-log/buckets.ts';
import { storedPorts } from './stored-ports.ts';

const pair = async () => {
  const a = replica();
  await addProduct(a, 'prd-1', { stock: 10 });
  const b = replica(a.store, a.clock);
  await a.follower.load();
  await b.follower.load();
  return { a, b };
};
const order = (id: string) => ({
  orderId: id,
  lines: [{ key: `${id}:reserve:1`, productId: 'prd-1', quantity: 4 }],
});

describe('a replica', () => {
  it('loads the whole catalogue', async () => {
    const a = replica();
    const products = Array.from({ length: 250 }, (_, i) => ({ ...newProduct({ stock: i % 2 }), id: `prd-${i}` }));
    for (let i = 0; i < 250; i += 50) await a.commands.import(`i${i}`, products.slice(i, i + 50));
    await a.commands.remove({ productId: 'prd-7', commandId: 'r' });
    const b = replica(a.store, a.clock);
    await b.follower.load();
    const page = await b.ports.catalogue.list(query({ limit: 100 }));
    expect(page.total).toBe(249);
    expect(page.items).toHaveLength(100);
    expect(b.metrics.seen).toContain('catalogue 124 125');
  });

  it('misses nothing that changes while it loads, however long that takes and however much it is', async () => {
    const { a } = await pair();
    const b = replica(a.store, a.clock);
    const getMany = a.store.getMany.bind(a.store);
    a.store.getMany = async (keys) => {
      const before = await getMany(keys);
      a.store.getMany = getMany;
      await a.commands.update({ productId: 'prd-1', commandId: 'u' }, { name: 'Wok' });
      for (let minute = 0; minute < 3; minute += 1) {
        await a.ports.changes.append(Array.from({ length: bucketSize }, (_, n) => `none-${n}`));
        a.clock.advance(61_000);
      }
      return before as never;
    };
    await b.follower.load();
    expect((await b.ports.catalogue.get('prd-1'))?.name).toBe('Wok');
  });

  it('sees what another one did by the next poll: new, changed, reserved and deleted', async () => {
    const { a, b } = await pair();
    await addProduct(a, 'prd-2', { name: 'Tent', category: 'outdoor' });
    await a.commands.update({ productId: 'prd-1', commandId: 'u' }, { name: 'Wok' });
    await a.reservations.reserve(order('o1'));
    await a.ports.changes.close();
    await b.follower.poll();
    expect(await b.ports.catalogue.get('prd-1')).toMatchObject({ name: 'Wok', stock: { available: 6, reserved: 4 } });
    expect((await b.ports.catalogue.list(query({ q: 'tent' }))).total).toBe(1);
    expect(await b.ports.catalogue.categories()).toEqual([
      { slug: 'kitchen', name: 'Kitchen', products: 1 },
      { slug: 'outdoor', name: 'Outdoor', products: 1 },
    ]);
    await a.commands.remove({ productId: 'prd-1', commandId: 'r' });
    await b.follower.poll();
    expect(await b.ports.catalogue.get('prd-1')).toBeUndefined();
    expect((await b.ports.catalogue.list(query())).total).toBe(1);
  });

  it('serves what it knows until it is told otherwise: the poll is what freshens it', async () => {
    const { a, b } = await pair();
    await a.commands.update({ productId: 'prd-1', commandId: 'u' }, { name: 'Wok' });
    expect((await b.ports.catalogue.get('prd-1'))?.name).toBe('Copper pan');
    await b.follower.poll();
    expect((await b.ports.catalogue.get('prd-1'))?.name).toBe('Wok');
  });

  it('polls again from the same place when reading a changed product failed', async () => {
    const { a, b } = await pair();
    await a.commands.update({ productId: 'prd-1', commandId: 'u' }, { name: 'Wok' });
    a.store.failNext('get', 'unavailable', { subject: 'product:prd-1' });
    await expect(b.follower.poll()).rejects.toMatchObject({ code: 'dependency.unavailable' });
    await b.follower.poll();
    expect((await b.ports.catalogue.get('prd-1'))?.name).toBe('Wok');
  });

  it('goes on without a product whose document is damaged, and loads without it', async () => {
    const { a, b } = await pair();
    await addProduct(a, 'prd-2');
    const damaged = new DomainError('internal.error', 'no JSON');
    await a.commands.update({ productId: 'prd-1', commandId: 'u' }, { name: 'Wok' });
    await a.commands.update({ productId: 'prd-2', commandId: 'v' }, { name: 'Lid' });
    await a.ports.changes.close();
    a.store.failNext('get', damaged, { subject: 'product:prd-1', times: 9 });
    await b.follower.poll();
    expect((await b.ports.catalogue.get('prd-2'))?.name).toBe('Lid');
    expect((await b.ports.catalogue.get('prd-1'))?.name).toBe('Copper pan');
    const c = replica(a.store, a.clock);
    a.store.failNext('getMany', damaged);
    await c.follower.load();
    expect((await c.ports.catalogue.list(query())).items.map(({ name }) => name)).toEqual(['Lid']);
  });

  it('reads everything again when it fell out of the log', async () => {
    const { a, b } = await pair();
    await a.commands.update({ productId: 'prd-1', commandId: 'u' }, { name: 'Wok' });
    for (let i = 0; i < bucketsKept + 2; i += 1) {
      await a.ports.changes.append(Array.from({ length: bucketSize }, (_, n) => `none-${n}`));
    }
    a.clock.advance(600_000);
    await b.follower.poll();
    expect((await b.ports.catalogue.get('prd-1'))?.name).toBe('Wok');
  });

  it('does not miss a change that an eventually consistent load did not see', async () => {
    const { a } = await pair();
    const b = replica(a.store, a.clock);
    const stale = await a.store.getMany<never>(['product:prd-1']);
    await a.commands.update({ productId: 'prd-1', commandId: 'u' }, { name: 'Wok' });
    const getMany = a.store.getMany.bind(a.store);
    a.store.getMany = () => Promise.resolve(stale);
    await b.follower.load();
    a.store.getMany = getMany;
    expect((await b.ports.catalogue.get('prd-1'))?.name).toBe('Wok');
  });

  it('follows by itself within the poll, and stops', async () => {
    const { a } = await pair();
    const ports = storedPorts({
      store: a.store,
      publisher: a.publisher,
      clock: systemClock,
      log: silentLogger,
      metrics: recordedMetrics(),
      pollMs: 5,
      cacheTtlMs: 3_600_000,
      cacheSize: 10,
    });
    await ports.follower.load();
    ports.follower.start();
    a.store.failNext('get', 'unavailable', { subject: 'product:prd-1' });
    await a.commands.update({ productId: 'prd-1', commandId: 'u' }, { name: 'Wok' }).catch(() => undefined);
    await a.commands.update({ productId: 'prd-1', commandId: 'u' }, { name: 'Wok' });
    await expect.poll(async () => (await ports.catalogue.get('prd-1'))?.name).toBe('Wok');
    await ports.follower.stop();
    const reads = a.store.counts.get;
    await systemClock.sleep(30);
    expect(a.store.counts.get).toBe(reads);
  });
});

describe('the cache', () => {
  const counted = async (given: { readonly cacheSize?: number } = {}) => {
    const clock = new FakeClock();
    const store = new MemoryStateStore();
    const a = replica(store, clock);
    for (const id of ['prd-1', 'prd-2', 'prd-3']) await addProduct(a, id);
    const ports = storedPorts({
      store,
      publisher: a.publisher,
      clock,
      log: silentLogger,
      metrics: recordedMetrics(),
      pollMs: 1_000,
      cacheTtlMs: 3_600_000,
      cacheSize: given.cacheSize ?? 10,
    });
    const reads = async (work: () => Promise<unknown>) => {
      const before = store.counts.get;
      await work();
      return store.counts.get - before;
    };
    return { clock, store, catalogue: ports.catalogue, reads };
  };

  it('reads a product once an hour', async () => {
    const { clock, catalogue, reads } = await counted();
    expect(await reads(() => catalogue.get('prd-1'))).toBe(1);
    clock.advance(3_599_999);
    expect(await reads(() => catalogue.get('prd-1'))).toBe(0);
    clock.advance(1);
    expect(await reads(() => catalogue.get('prd-1'))).toBe(1);
  });

  it('shares one read among all who ask meanwhile', async () => {
    const { catalogue, reads } = await counted();
    expect(await reads(() => Promise.all(Array.from({ length: 20 }, () => catalogue.get('prd-1'))))).toBe(1);
  });

  it('does not end a shared read with the deadline of whoever began it', async () => {
    const { store, catalogue } = await counted();
    const deadlines = deadlinesOf(store);
    await runInContext({ requestId: 'r', deadline: 1 }, () => catalogue.get('prd-1'));
    expect(deadlines).toEqual([Number.MAX_SAFE_INTEGER]);
  });

  it('is bounded: the product not asked for longest goes', async () => {
    const { catalogue, reads } = await counted({ cacheSize: 2 });
    for (const id of ['prd-1', 'prd-2', 'prd-1', 'prd-3']) await catalogue.get(id);
    expect(await reads(() => catalogue.get('prd-1'))).toBe(0);
    expect(await reads(() => catalogue.get('prd-2'))).toBe(1);
  });

  it('serves what it has when the store does not answer', async () => {
    const { clock, store, catalogue } = await counted();
    await catalogue.get('prd-1');
    clock.advance(3_600_000);
    store.failNext('get', 'unavailable', { times: 2 });
    expect(await catalogue.get('prd-1')).toMatchObject({ id: 'prd-1' });
    await expect(catalogue.get('prd-2')).rejects.toMatchObject({ code: 'dependency.unavailable' });
  });

  it('knows no unknown product', async () => {
    const { catalogue } = await counted();
    expect(await catalogue.get('prd-9')).toBeUndefined();
  });

  it('is not taken back by a read that was overtaken', async () => {
    const { a, b } = await pair();
    const old = await a.ports.products.load('prd-1');
    await a.commands.remove({ productId: 'prd-1', commandId: 'r' });
    await b.follower.poll();
    b.ports.catalogue.apply('prd-1', old!);
    expect((await b.ports.catalogue.list(query())).total).toBe(0);
  });
});
