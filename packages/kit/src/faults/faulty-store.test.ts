import { MemoryStateStore, stateStoreContract } from '@mercato/testkit';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../errors/index.ts';
import { type ArmedPoint, type Faults, faultyStore, type Special } from './index.ts';

const none: Faults = { at: () => Promise.resolve(undefined) };
stateStoreContract('with a fault hook that nothing is armed for', () => faultyStore(new MemoryStateStore(), none));

/** Meets one fault at one point; `met` says where it was asked. */
const once = (point: ArmedPoint, special?: Special) => {
  const met: string[] = [];
  const faults: Faults = {
    at: (...where) => {
      if (where[0] !== point) return Promise.resolve(undefined);
      met.push(where.join(' '));
      if (special) return Promise.resolve(special);
      return Promise.reject(new DomainError('dependency.timeout', 'armed'));
    },
  };
  const inner = new MemoryStateStore();
  return { met, inner, store: faultyStore(inner, faults) };
};

describe('a faulty store', () => {
  it('names the item that is written, by kind and id', async () => {
    const { met, store } = once('before-write', 'conflict');
    await store.create('order:o1', {});
    await store.replace('closed:p1:o1', {}, 'tag');
    await store.remove('head', 'tag');
    expect(met).toEqual(['before-write order o1', 'before-write closed p1:o1', 'before-write head ']);
  });

  it('says conflict, and writes nothing', async () => {
    const { inner, store } = once('before-write', 'conflict');
    expect(await store.create('order:o1', { n: 1 })).toBe('conflict');
    expect(inner.keys).toEqual([]);
  });

  it('loses the answer of what it wrote', async () => {
    const { inner, store } = once('after-write');
    await expect(store.create('order:o1', { n: 1 })).rejects.toMatchObject({ code: 'dependency.timeout' });
    expect(inner.peek('order:o1')).toEqual({ n: 1 });
  });
});
