import type { StateStore, Written } from '../state/index.ts';
import type { Faults } from './faults.ts';

/** `<kind>:<id>`, as items are keyed. */
const partsOf = (key: string): readonly [kind: string, id: string] => {
  const at = key.indexOf(':');
  return at < 0 ? [key, ''] : [key.slice(0, at), key.slice(at + 1)];
};

/** A state store whose writes meet faults: just before them, and when they are done but not yet answered. */
export const faultyStore = (store: StateStore, faults: Faults): StateStore => {
  const guarded = async (key: string, write: () => Promise<Written>): Promise<Written> => {
    const [kind, id] = partsOf(key);
    if ((await faults.at('before-write', kind, id)) === 'conflict') return 'conflict';
    const written = await write();
    await faults.at('after-write', kind, id);
    return written;
  };
  return {
    get: (key) => store.get(key),
    getMany: (keys) => store.getMany(keys),
    create: (key, value) => guarded(key, () => store.create(key, value)),
    replace: (key, value, etag) => guarded(key, () => store.replace(key, value, etag)),
    remove: (key, etag) => guarded(key, () => store.remove(key, etag)),
  };
};
