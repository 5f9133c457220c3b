import { errors } from '@mercato/kit/errors';
import type { StateStore, Stored, Written } from '@mercato/kit/state';
import type { Clock } from '@mercato/kit/time';
import fc, { type Scheduler } from 'fast-check';
import { FakeClock } from '../memory/fake-clock.ts';

/**
 * What becomes of a write. `ownConflict`: it was done, and its repetition by the runtime met it. `lostAnswer`, `notDone`
 * and `late` look alike to the writer, who hears nothing in time: it was done, was not, or is done later. Conflicts with
 * others come by themselves.
 */
export type Mishap = 'none' | 'ownConflict' | 'lostAnswer' | 'notDone' | 'late' | 'unavailable';

/** What becomes of the first writes of a run; those after them succeed. */
export const mishaps = (most = 12): fc.Arbitrary<readonly Mishap[]> => {
  const each = ['none', 'none', 'ownConflict', 'lostAnswer', 'notDone', 'late', 'unavailable'] as const;
  return fc.array(fc.constantFrom<Mishap[]>(...each), { maxLength: most });
};

/** By how many versions reads are behind, one after the other; those after them are not. Made anew for each run. */
export const lags = (most = 20): fc.Arbitrary<() => () => number> =>
  fc.array(fc.nat(3), { maxLength: most }).map((behind) => () => {
    const left = [...behind];
    return () => left.shift() ?? 0;
  });

/** What one run is put through. */
export interface Weather {
  readonly scheduler: Scheduler;
  readonly ahead: readonly Mishap[];
}

/** A store whose every request and every answer takes its turn with everybody else's, in the order a scheduler picks. */
export class InterleavedStore implements StateStore {
  readonly #store: StateStore;
  readonly #scheduler: Scheduler;
  readonly #ahead: Mishap[];

  constructor(store: StateStore, scheduler: Scheduler, ahead: readonly Mishap[] = []) {
    this.#store = store;
    this.#scheduler = scheduler;
    this.#ahead = [...ahead];
  }

  get<T>(key: string): Promise<Stored<T> | undefined> {
    return this.#read(`get ${key}`, () => this.#store.get<T>(key));
  }

  getMany<T>(keys: readonly string[]): Promise<ReadonlyMap<string, Stored<T>>> {
    return this.#read(`get ${keys.join()}`, () => this.#store.getMany<T>(keys));
  }

  create(key: string, value: object): Promise<Written> {
    return this.#write(`create ${key}`, () => this.#store.create(key, value));
  }

  replace(key: string, value: object, etag: string): Promise<Written> {
    return this.#write(`replace ${key} ${etag}`, () => this.#store.replace(key, value, etag));
  }

  remove(key: string, etag: string): Promise<Written> {
    return this.#write(`remove ${key} ${etag}`, () => this.#store.remove(key, etag));
  }

  async #read<T>(what: string, read: () => Promise<T>): Promise<T> {
    await this.#turn(what);
    const found = await read();
    await this.#turn(`answer to ${what}`);
    return found;
  }

  async #write(what: string, write: () => Promise<Written>): Promise<Written> {
    const mishap = this.#ahead.shift() ?? 'none';
    await this.#turn(`${what}: ${mishap}`);
    const done = mishap === 'none' || mishap === 'ownConflict' || mishap === 'lostAnswer';
    const written = done ? await write() : 'conflict';
    if (mishap === 'late') void this.#turn(`${what} at last`).then(write);
    await this.#turn(`answer to ${what}`);
    if (mishap === 'unavailable') throw errors.unavailable('The store');
    if (mishap === 'lostAnswer' || mishap === 'notDone' || mishap === 'late') throw errors.timeout('The store');
    return mishap === 'none' ? written : 'conflict';
  }

  #turn(what: string): Promise<void> {
    return this.#scheduler.schedule(Promise.resolve(), what);
  }
}

/** A clock whose sleepers take their turns too; sleeping moves it. */
export class InterleavedClock implements Clock {
  readonly #clock = new FakeClock();
  readonly #scheduler: Scheduler;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  now(): number {
    return this.#clock.now();
  }

  async sleep(ms: number): Promise<void> {
    this.#clock.advance(ms);
    await this.#scheduler.schedule(Promise.resolve(), 'sleep');
  }
}
