import type { Publisher } from '@mercato/kit/messaging';
import type { StateStore } from '@mercato/kit/state';
import { randomIds } from '@mercato/kit/ids';
import type { MemoryShop, StartService, Twin } from '../../support/memory-shop/index.ts';

/** The shop that a twin lives in: it is there once the twin does something. */
export interface In {
  readonly shop: () => MemoryShop;
}

/** Hands a message to the broker some time after it says that it has. */
export const publishesLater = ({ shop }: In, app: 'order', ms = 1_000): Twin => ({
  publisher: (publisher): Publisher => ({
    publish: async (message) => {
      const { process } = shop().host(app).replica;
      const send = async (): Promise<void> => {
        await shop().clock.sleep(ms);
        if (shop().host(app).replica.process === process) await publisher.publish(message);
      };
      void send();
      await Promise.resolve();
    },
  }),
});

/** Gives a message a new id each time that it is published. */
export const publishesUnderNewIds: Twin = {
  publisher: (publisher) => ({ publish: (message) => publisher.publish({ ...message, id: randomIds.uuid() }) }),
};

type Replace = StateStore['replace'];

/** A service whose store is changed on the outermost side: what the service sees of it. */
const withState = (start: StartService, change: (state: StateStore) => Partial<StateStore>): Twin => ({
  start: (given) => start({ ...given, state: { ...given.state, ...change(given.state) } }),
});

/** Writes whatever lies there meanwhile. */
export const writesBlindly: Twin = {
  store: (store) => ({
    get: (key) => store.get(key),
    getMany: (keys) => store.getMany(keys),
    create: (key, value) => store.create(key, value),
    replace: async (key, value) => store.replace(key, value, (await store.get(key))?.etag ?? ''),
    remove: (key, etag) => store.remove(key, etag),
  }),
};

/** Takes a conflict for a write. */
export const ignoresConflicts = (start: StartService): Twin =>
  withState(start, (state) => {
    const replace: Replace = async (key, value, etag) => {
      await state.replace(key, value, etag);
      return 'written';
    };
    return { replace };
  });

/** Does not store what an aggregate owes. */
export const owesNothing = (start: StartService): Twin =>
  withState(start, (state) => {
    const without = (value: object): object => ('owed' in value ? { ...value, owed: [] } : value);
    return {
      create: (key, value) => state.create(key, without(value)),
      replace: (key, value, etag) => state.replace(key, without(value), etag),
    };
  });

/** Accepts orders without putting them down. */
export const keepsNoAcceptance = (later: Twin, start: StartService): Twin => ({
  ...later,
  ...withState(start, (state) => ({
    create: (key, value) => (key.startsWith('accept:') ? Promise.resolve('written') : state.create(key, value)),
  })),
});
