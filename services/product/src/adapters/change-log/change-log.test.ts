import { runInContext } from '@mercato/kit/context';
import { silentLogger } from '@mercato/kit/telemetry';
import { FakeClock, MemoryStateStore } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import { deadlinesOf } from '../../../test/world.ts';
import { bucketKey, bucketSize, bucketsKept, type Bucket, Buckets } from './buckets.ts';
import { ChangeLogReader } from './change-log-reader.ts';
import { StoredChangeLog } from './stored-change-log.ts';

const set = (store = new MemoryStateStore(), clock = new FakeClock()) => {
  const deps = { store, clock, log: silentLogger };
  return { ...deps, log: new StoredChangeLog(deps), reader: new ChangeLogReader(deps), buckets: new Buckets(deps) };
};
const names = (n: number, prefix = 'p') => Array.from({ length: n }, (_, i) => `${prefix}${i}`);
const start = { bucket: 0, offset: 0 };

describe('the change log', () => {
  it('tells each change once to whoever goes on from where they were', async () => {
    const { log, reader } = set();
    const empty = await reader.since(start);
    expect(empty).toMatchObject({ ids: [], lost: false });
    await log.append(['a', 'b']);
    const first = await reader.since(empty.position);
    expect(first.ids).toEqual(['a', 'b']);
    await log.append(['b']);
    expect((await reader.since(first.position)).ids).toEqual(['b']);
  });

  it('writes once for everything that waits', async () => {
    const { log, store, reader } = set();
    await Promise.all(names(50).map((id) => log.append([id])));
    expect(store.writes).toBeLessThanOrEqual(2);
    expect((await reader.since(start)).ids).toHaveLength(50);
  });

  it('fills buckets one after the other', async () => {
    const { log, store, reader, buckets } = set();
    await log.append(names(2 * bucketSize + 5));
    expect(store.peek<Bucket>(bucketKey(0))?.entries).toHaveLength(bucketSize);
    expect(store.peek<Bucket>(bucketKey(2))?.entries).toHaveLength(5);
    expect(await buckets.newest()).toBe(2);
    const news = await reader.since(start);
    expect(news.ids).toHaveLength(2 * bucketSize + 5);
    expect(news.position).toEqual({ bucket: 2, offset: 5 });
  });

  it('goes on from a bucket that is exactly full', async () => {
    const { log, reader } = set();
    await log.append(names(bucketSize));
    const { position } = await reader.since(start);
    expect(position).toEqual({ bucket: 1, offset: 0 });
    await log.append(['next']);
    expect((await reader.since(position)).ids).toEqual(['next']);
  });

  it('is written by many replicas without losing an entry', async () => {
    const one = set();
    const logs = [one.log, set(one.store, one.clock).log, set(one.store, one.clock).log];
    await Promise.all(names(300).map((id, i) => logs[i % 3]!.append([id])));
    expect((await one.reader.since(start)).ids.length).toBe(300);
  });

  it('loses no entry when the answer of a write is lost', async () => {
    const { log, reader, store } = set();
    store.failNext('create', 'lostAnswer');
    await log.append(['a']);
    expect((await reader.since(start)).ids).toEqual(['a']);
  });

  it('does not end with the deadline of whoever appended first: others wait for the same write', async () => {
    const { log, store } = set();
    const deadlines = deadlinesOf(store);
    await runInContext({ requestId: 'r', deadline: 1 }, () => log.append(['a']));
    expect(new Set(deadlines)).toEqual(new Set([Number.MAX_SAFE_INTEGER]));
  });

  it('tells who waits when it cannot be written', async () => {
    const { log, store } = set();
    store.failNext('create', 'unavailable');
    await expect(log.append(['a'])).rejects.toMatchObject({ code: 'dependency.unavailable' });
    await log.append(['b']);
  });

  it('keeps trying what was only noted', async () => {
    const { log, store, reader } = set();
    store.failNext('create', 'unavailable', { times: 3 });
    log.note('a');
    await expect.poll(async () => (await reader.since(start)).ids).toEqual(['a']);
  });

  it('gathers what is noted, and a stop writes it', async () => {
    const { log, store, reader } = set();
    for (const id of names(40)) log.note(id);
    await log.close();
    expect(store.writes).toBe(1);
    expect((await reader.since(start)).ids).toHaveLength(40);
  });

  it('a stop does not wait for a store that is gone', async () => {
    const { log, store } = set();
    store.failNext('get', 'unavailable', { times: 100 });
    log.note('a');
    await log.close();
    expect(store.writes).toBe(0);
  });
});

describe('old buckets', () => {
  const fill = async (log: StoredChangeLog, buckets: number) => {
    for (let i = 0; i < buckets; i += 1) await log.append(names(bucketSize, `${i}-`));
  };

  it('are removed once the head has moved on', async () => {
    const { log, store, buckets } = set();
    await fill(log, bucketsKept + 3);
    expect(store.peek(bucketKey(2))).toBeUndefined();
    expect(store.peek(bucketKey(3))).toBeDefined();
    expect(await buckets.newest()).toBe(bucketsKept + 2);
  });

  it('tell a reader that it fell out of the log', async () => {
    const { log, reader } = set();
    await fill(log, bucketsKept + 3);
    expect(await reader.since({ bucket: 1, offset: 7 })).toMatchObject({ lost: true });
  });

  it('are not written again by a replica that slept meanwhile', async () => {
    const awake = set();
    const asleep = set(awake.store, awake.clock);
    await asleep.log.append(['early']);
    await fill(awake.log, bucketsKept + 3);
    const { position } = await awake.reader.since({ bucket: bucketsKept, offset: 0 });
    await asleep.log.append(['late']);
    expect((await awake.reader.since(position)).ids).toEqual(['late']);
    expect(awake.store.peek(bucketKey(0))).toBeUndefined();
  });
});

describe('a new reader', () => {
  it('begins far enough back for reads that lag', async () => {
    const { log, reader, clock } = set();
    await log.append(names(bucketSize, 'old'));
    clock.advance(120_000);
    await log.append(names(bucketSize, 'young'));
    await log.append(['newest']);
    clock.advance(30_000);
    expect(await reader.start()).toEqual({ bucket: 0, offset: 0 });
    clock.advance(90_000);
    expect(await reader.start()).toEqual({ bucket: 2, offset: 0 });
  });
});
