import { describe, expect, it } from 'vitest';
import { errors } from '../errors/index.ts';
import { DaprStateStore } from './dapr-state-store.ts';
import { grpc } from './grpc-wire.ts';
import type { Sidecar } from './sidecar.ts';

type Call = (request: never) => unknown;

const json = (value: object): Uint8Array => Buffer.from(JSON.stringify(value));
const answered = (code: number): Error => Object.assign(new Error('the runtime said no'), { code });

/** A store over a sidecar that notes what it is asked, and answers as told. */
const world = (answers: Readonly<Record<string, Call>> = {}) => {
  const asked: { readonly call: string; readonly request: unknown }[] = [];
  const api = new Proxy(answers, {
    get: (known, call: string) => async (request: never) => {
      asked.push({ call, request });
      return known[call]?.(request) ?? {};
    },
  });
  const call = (_: string, __: number, work: (api: unknown) => unknown) => work(api);
  const sidecar = { call } as unknown as Sidecar;
  return { asked, sidecar, store: new DaprStateStore(sidecar) };
};

const failing = (error: unknown) => () => {
  throw error;
};

describe('what the runtime is asked', () => {
  it('is a strong read, since a write or a refusal to write rests on it', async () => {
    const { asked, store } = world({ getState: () => ({ data: json({ n: 1 }), etag: '7' }) });
    expect(await store.get('k')).toEqual({ value: { n: 1 }, etag: '7' });
    expect(asked).toEqual([{ call: 'getState', request: { storeName: 'state', key: 'k', consistency: 2 } }]);
  });

  it('finds nothing where the tag is empty', async () => {
    const { store } = world({ getState: () => ({ data: json({}), etag: '' }) });
    expect(await store.get('k')).toBeUndefined();
  });

  const item = { key: 'k', metadata: { contentType: 'application/json' }, options: { concurrency: 1, consistency: 2 } };

  it('is a create that does not replace, stored as JSON', async () => {
    const { asked, store } = world();
    expect(await store.create('k', { n: 1 })).toBe('written');
    const value = json({ n: 1 });
    expect(asked).toEqual([{ call: 'saveState', request: { storeName: 'state', states: [{ ...item, value }] } }]);
  });

  it('is a replacement of what was read, and of nothing else', async () => {
    const { asked, store } = world();
    expect(await store.replace('k', { n: 2 }, '7')).toBe('written');
    const states = [{ ...item, value: json({ n: 2 }), etag: { value: '7' } }];
    expect(asked).toEqual([{ call: 'saveState', request: { storeName: 'state', states } }]);
  });

  it('names the time after which a document may go, where it has one', async () => {
    const { asked, sidecar } = world();
    await new DaprStateStore(sidecar, { ttlInSeconds: 60 }).create('k', {});
    const metadata = { contentType: 'application/json', ttlInSeconds: '60' };
    expect(asked[0]?.request).toMatchObject({ states: [{ metadata }] });
  });

  it('is a removal of what was read, and of nothing else', async () => {
    const { asked, store } = world();
    expect(await store.remove('k', '7')).toBe('written');
    expect(asked[0]?.request).toEqual({
      storeName: 'state',
      key: 'k',
      etag: { value: '7' },
      options: { concurrency: 1 },
    });
  });

  it('is at most a hundred keys at once', async () => {
    const { asked, store } = world({ getBulkState: () => ({ items: [] }) });
    await store.getMany(Array.from({ length: 130 }, (_, i) => `k${i}`));
    expect(asked.map(({ request }) => (request as { keys: string[] }).keys.length)).toEqual([100, 30]);
  });
});

describe('a create that fails', () => {
  const internal = failing(answered(grpc.internal));
  const found = (value: object) => () => ({ data: json(value), etag: '1' });
  const nothing = () => ({ data: json({}), etag: '' });

  it.each([
    ['what lies there is what was written', found({ n: 1 }), 'written'],
    ['something else lies there', found({ n: 2 }), 'conflict'],
  ])('is settled by reading back: %s', async (_, getState, outcome) => {
    const { store } = world({ saveState: internal, getState });
    expect(await store.create('k', { n: 1 })).toBe(outcome);
  });

  it('is uncertain where nothing lies: it may still come', async () => {
    const { store } = world({ saveState: internal, getState: nothing });
    await expect(store.create('k', { n: 1 })).rejects.toMatchObject({ code: 'dependency.timeout' });
  });

  it('is known not to be done where there is no sidecar', async () => {
    const { asked, store } = world({ saveState: failing(errors.unavailable('state store')) });
    await expect(store.create('k', { n: 1 })).rejects.toMatchObject({ code: 'dependency.unavailable' });
    expect(asked).toHaveLength(1);
  });
});

describe.each([
  ['replacement', 'saveState', (store: DaprStateStore) => store.replace('k', { n: 2 }, '7')],
  ['removal', 'deleteState', (store: DaprStateStore) => store.remove('k', '7')],
])('a %s that fails', (_, call, write) => {
  it('with ABORTED is a conflict', async () => {
    expect(await write(world({ [call]: failing(answered(grpc.aborted)) }).store)).toBe('conflict');
  });

  it('otherwise is uncertain: whoever asked must read again', async () => {
    const { store } = world({ [call]: failing(answered(grpc.internal)) });
    await expect(write(store)).rejects.toMatchObject({ code: 'dependency.timeout' });
  });
});

describe('a read that fails', () => {
  it('is an error that may pass', async () => {
    const { store } = world({ getState: failing(answered(grpc.internal)) });
    await expect(store.get('k')).rejects.toMatchObject({ code: 'dependency.unavailable' });
  });

  it('of one key among many is not a missing key', async () => {
    const { store } = world({
      getBulkState: () => ({ items: [{ key: 'k', data: json({}), etag: '', error: 'slow' }] }),
    });
    await expect(store.getMany(['k'])).rejects.toMatchObject({ code: 'dependency.unavailable' });
  });
});
