import type { Written } from '@mercato/kit/state';
import type { MemoryStateStore } from '../memory/memory-state-store.ts';

/** A store that writes whatever lies there meanwhile. */
export const blind = (store: MemoryStateStore): MemoryStateStore => {
  const replace = store.replace.bind(store);
  store.replace = async (key, value): Promise<Written> => replace(key, value, (await store.get(key))?.etag ?? '');
  return store;
};

/** A store whose items of one kind are seen, and perhaps changed, on their way into it. */
export const rewriting = <T extends object>(
  store: MemoryStateStore,
  kind: string,
  change: (item: T) => object,
): MemoryStateStore => {
  const [create, replace] = [store.create.bind(store), store.replace.bind(store)];
  const changed = (key: string, value: object): object => (key.startsWith(`${kind}:`) ? change(value as T) : value);
  store.create = (key, value): Promise<Written> => create(key, changed(key, value));
  store.replace = (key, value, etag): Promise<Written> => replace(key, changed(key, value), etag);
  return store;
};
