import type { Problem } from '@mercato/contracts/shared';
import { FakeClock, MemoryStateStore } from '@mercato/testkit';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { as, buildShop, type ShopApi } from '../../test/shop.ts';
import { timeLeft } from '../context/index.ts';
import { DomainError, errors } from '../errors/index.ts';
import { StateIdempotency } from '../idempotency/index.ts';
import { created, empty } from './reply.ts';
import type { ServiceOptions } from './options.ts';

const setUp = async (options: Partial<ServiceOptions<ShopApi>> = {}) => {
  const store = new MemoryStateStore();
  const calls = { count: 0, fail: undefined as Error | undefined, ms: 2 };
  const answer = async () => {
    calls.count += 1;
    await delay(calls.ms);
    if (calls.fail) throw calls.fail;
  };
  const app = await buildShop(
    { idempotency: new StateIdempotency(store, new FakeClock()), ...options },
    {
      add: async ({ body }) => (
        await answer(),
        created({ name: body.name, key: `run ${calls.count}` }, '/api/things/1')
      ),
      special: async () => (await answer(), empty(202)),
    },
  );
  const add = (payload: object, headers: Record<string, string> = {}) =>
    app.inject({ method: 'POST', url: '/api/things', headers: { ...as('ada'), ...headers }, payload });
  return { app, store, calls, add };
};

const key = { 'idempotency-key': 'k1' };
const codeOf = (response: { json<T>(): T }): string => response.json<Problem>().code;

describe('a route with Idempotency-Key', () => {
  it('answers a repetition with the first answer', async () => {
    const { add, calls } = await setUp();
    const first = await add({ name: 'a' }, key);
    const second = await add({ name: 'a' }, key);
    expect([second.statusCode, second.body, second.headers.location]).toEqual([201, first.body, '/api/things/1']);
    expect([first.headers['idempotent-replayed'], second.headers['idempotent-replayed']]).toEqual([undefined, 'true']);
    expect(calls.count).toBe(1);
  });

  it('refuses the key for another request, and not for another caller', async () => {
    const { add, calls } = await setUp();
    await add({ name: 'a' }, key);
    const reused = await add({ name: 'b' }, key);
    expect([reused.statusCode, codeOf(reused)]).toEqual([422, 'idempotency.key_reused']);
    expect((await add({ name: 'b' }, { ...key, ...as('bob') })).statusCode).toBe(201);
    expect(calls.count).toBe(2);
  });

  it('frees the key of a request that ran out of time', async () => {
    const { add, calls, store } = await setUp({ deadlines: { request: 40 } });
    // As the real store does, which takes no call past its deadline.
    const get = store.get.bind(store);
    store.get = async (at) => (timeLeft(1_000), get(at));
    calls.fail = errors.deadline();
    calls.ms = 60;
    expect((await add({ name: 'a' }, key)).statusCode).toBe(504);
    Object.assign(calls, { fail: undefined, ms: 2 });
    expect((await add({ name: 'a' }, key)).statusCode).toBe(201);
  });

  it('runs one of two at the same time', async () => {
    const { add, calls } = await setUp();
    const both = await Promise.all([add({ name: 'a' }, key), add({ name: 'a' }, key)]);
    expect(new Set(both.map((response) => response.statusCode))).toEqual(new Set([201, 409]));
    expect(calls.count).toBe(1);
    const refused = both.find((response) => response.statusCode === 409);
    expect([refused && codeOf(refused), refused?.headers['retry-after']]).toEqual(['idempotency.in_progress', '1']);
  });

  it('wants a key where the contract requires one', async () => {
    const { add, calls } = await setUp();
    expect(codeOf(await add({ name: 'a' }))).toBe('idempotency.key_required');
    expect(calls.count).toBe(0);
  });

  it('runs every time without a key where it is optional', async () => {
    const { app, calls } = await setUp();
    const post = (headers: object) =>
      app.inject({ method: 'POST', url: '/api/things/special', headers: { ...as('root'), ...headers } });
    await post({});
    await post({});
    expect(calls.count).toBe(2);
    await post(key);
    const replayed = await post(key);
    expect([calls.count, replayed.statusCode, replayed.body]).toEqual([3, 202, '']);
  });

  it('keeps a refusal', async () => {
    const { add, calls } = await setUp();
    calls.fail = new DomainError('product.exists', 'There is one already');
    const first = await add({ name: 'a' }, key);
    const second = await add({ name: 'a' }, key);
    expect([second.statusCode, second.body, calls.count]).toEqual([409, first.body, 1]);
    expect(second.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it.each([
    ['a failure', new DomainError('dependency.unavailable', 'down'), 503],
    ['a crash', new Error('bug'), 500],
    ['a 429', new DomainError('rate.limited', 'slower'), 429],
  ])('does not keep %s, so that the repetition runs', async (_name, fail, status) => {
    const { add, calls, store } = await setUp();
    calls.fail = fail;
    expect((await add({ name: 'a' }, key)).statusCode).toBe(status);
    expect(store.keys).toEqual([]);
    calls.fail = undefined;
    expect((await add({ name: 'a' }, key)).statusCode).toBe(201);
  });

  it('does not use up the key for a request that was never valid', async () => {
    const { add } = await setUp();
    expect((await add({ name: 1 }, key)).statusCode).toBe(400);
    expect((await add({ name: 'a' }, key)).statusCode).toBe(201);
  });

  it('stands by an answer that could not be kept', async () => {
    const { add, store } = await setUp();
    store.failNext('replace', 'unavailable');
    expect((await add({ name: 'a' }, key)).statusCode).toBe(201);
  });

  it('leaves routes alone that keep their own record', async () => {
    const { add, calls, store } = await setUp({ ownIdempotency: ['add'] });
    await add({ name: 'a' }, key);
    await add({ name: 'a' }, key);
    expect([calls.count, store.keys]).toEqual([2, []]);
  });

  it('stores no hash by which a password in the request could be guessed', async () => {
    const hashes: string[] = [];
    const spy = { begin: (c: { requestHash: string }) => (hashes.push(c.requestHash), Promise.reject(new Error('x'))) };
    const { add } = await setUp({ idempotency: spy });
    await add({ name: 'a' }, { 'idempotency-key': 'k1' });
    await add({ name: 'a' }, { 'idempotency-key': 'k2' });
    expect(new Set(hashes).size).toBe(2);
  });
});
