import { FakeClock, MemoryStateStore, SequentialIds } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import { StateIdempotency } from './state-idempotency.ts';
import type { IdempotencyClaim, Replay, Running } from './types.ts';

const claim: IdempotencyClaim = { routeId: 'addThing', subject: 'ada', key: 'k1', requestHash: 'h1' };
const answer = { status: 201, body: { id: 't1' }, headers: { location: '/t1' } };

const setUp = () => {
  const store = new MemoryStateStore();
  const clock = new FakeClock();
  return { store, clock, idempotency: new StateIdempotency(store, clock, new SequentialIds()) };
};

const run = (begun: Running | Replay): Running => {
  if (begun.kind !== 'run') throw new Error('expected to run');
  return begun;
};

describe('StateIdempotency', () => {
  it('gives the first answer again', async () => {
    const { idempotency } = setUp();
    await run(await idempotency.begin(claim)).finish(answer);
    expect(await idempotency.begin(claim)).toEqual({ kind: 'replay', answer });
  });

  it.each<[string, Partial<IdempotencyClaim>]>([
    ['key', { key: 'k2' }],
    ['caller', { subject: 'bob' }],
    ['route', { routeId: 'removeThing' }],
  ])('knows another %s as another request', async (_name, other) => {
    const { idempotency } = setUp();
    await run(await idempotency.begin(claim)).finish(answer);
    expect((await idempotency.begin({ ...claim, ...other, requestHash: 'h2' })).kind).toBe('run');
  });

  it.each(['lostAnswer', 'notDone'] as const)('runs although the answer of its first write was %s', async (fault) => {
    const { idempotency, store } = setUp();
    store.failNext('create', fault);
    await run(await idempotency.begin(claim)).finish(answer);
    expect(await idempotency.begin(claim)).toEqual({ kind: 'replay', answer });
  });

  it('takes over although the answer of that was lost', async () => {
    const { idempotency, store, clock } = setUp();
    await idempotency.begin(claim);
    clock.advance(60_000);
    store.failNext('replace', 'lostAnswer');
    expect((await idempotency.begin(claim)).kind).toBe('run');
  });

  it('does not store the key', async () => {
    const { idempotency, store } = setUp();
    await idempotency.begin({ ...claim, key: 'a-secret-key' });
    expect(store.keys.join()).not.toContain('a-secret-key');
  });

  it('refuses the key for another request, running or answered', async () => {
    const { idempotency } = setUp();
    const running = run(await idempotency.begin(claim));
    const other = { ...claim, requestHash: 'h2' };
    await expect(idempotency.begin(other)).rejects.toMatchObject({ code: 'idempotency.key_reused' });
    await running.finish(answer);
    await expect(idempotency.begin(other)).rejects.toMatchObject({ code: 'idempotency.key_reused' });
  });

  it('lets exactly one of many at the same time run', async () => {
    const { idempotency } = setUp();
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => idempotency.begin(claim)));
    expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const reasons = all.flatMap((one) => (one.status === 'rejected' ? [one.reason as { code: string }] : []));
    expect(new Set(reasons.map((reason) => reason.code))).toEqual(new Set(['idempotency.in_progress']));
  });

  it('takes over from an owner that died, which can then no longer answer', async () => {
    const { idempotency, clock } = setUp();
    const dead = run(await idempotency.begin(claim));
    clock.advance(59_999);
    await expect(idempotency.begin(claim)).rejects.toMatchObject({ code: 'idempotency.in_progress', retryAfter: 1 });
    clock.advance(1);
    const all = await Promise.allSettled(Array.from({ length: 5 }, () => idempotency.begin(claim)));
    const heirs = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(heirs).toHaveLength(1);
    await dead.finish({ status: 500 });
    await dead.abandon();
    await expect(idempotency.begin(claim)).rejects.toMatchObject({ code: 'idempotency.in_progress' });
    await run(heirs[0] as Running).finish(answer);
    expect(await idempotency.begin(claim)).toEqual({ kind: 'replay', answer });
  });

  it('lets a repetition run after an answer that is not final', async () => {
    const { idempotency } = setUp();
    await run(await idempotency.begin(claim)).abandon();
    expect((await idempotency.begin({ ...claim, requestHash: 'h2' })).kind).toBe('run');
  });

  it('forgets after 24 hours', async () => {
    const { idempotency, clock } = setUp();
    await run(await idempotency.begin(claim)).finish(answer);
    clock.advance(24 * 3600 * 1000 - 1);
    expect((await idempotency.begin(claim)).kind).toBe('replay');
    clock.advance(1);
    expect((await idempotency.begin({ ...claim, requestHash: 'h2' })).kind).toBe('run');
  });

  it('knows its own record when the answer to the write was lost and repeated', async () => {
    const { store, clock } = setUp();
    // What the runtime does: it repeats a write whose answer was lost, and the repetition meets the first.
    const create = store.create.bind(store);
    store.create = async (key, value) => {
      await create(key, value);
      return create(key, value);
    };
    const begun = await new StateIdempotency(store, clock).begin(claim);
    expect(begun.kind).toBe('run');
  });

  it('costs a new request one write before and one read and write after', async () => {
    const { idempotency, store } = setUp();
    await run(await idempotency.begin(claim)).finish(answer);
    expect(store.counts).toMatchObject({ create: 1, get: 1, replace: 1, remove: 0 });
  });

  it('runs nothing while the store is down', async () => {
    const { idempotency, store } = setUp();
    store.failNext('create', 'unavailable');
    await expect(idempotency.begin(claim)).rejects.toMatchObject({ code: 'dependency.unavailable' });
  });
});
