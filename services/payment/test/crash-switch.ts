import type { Outgoing, Publisher } from '@mercato/kit/messaging';
import type { StateStore } from '@mercato/kit/state';
import type { MemoryPublisher, MemoryStateStore } from '@mercato/testkit';

/** What a killed process looks like from inside: everything fails, and nobody catches it. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

type Where = 'before' | 'after';

/** Kills the process before or after its n-th effect (a write or a publish), counted from when it was set. */
export class CrashSwitch {
  #left = Number.POSITIVE_INFINITY;
  #where: Where = 'before';
  #dead = false;
  /** Effects since the last `arm`. */
  effects = 0;

  arm(effect: number, where: Where): void {
    this.#left = effect;
    this.#where = where;
    this.#dead = false;
    this.effects = 0;
  }

  disarm(): void {
    this.arm(Number.POSITIVE_INFINITY, 'before');
  }

  get dead(): boolean {
    return this.#dead;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    this.alive();
    this.effects += 1;
    this.#left -= 1;
    const last = this.#left === 0;
    this.#dead ||= last && this.#where === 'before';
    this.alive();
    const result = await work();
    this.#dead ||= last;
    this.alive();
    return result;
  }

  alive(): void {
    if (this.#dead) throw new Crash();
  }
}

export const crashingStore = (store: MemoryStateStore, crash: CrashSwitch): StateStore => ({
  get: (key) => {
    crash.alive();
    return store.get(key);
  },
  getMany: (keys) => store.getMany(keys),
  create: (key, value) => crash.run(() => store.create(key, value)),
  replace: (key, value, etag) => crash.run(() => store.replace(key, value, etag)),
  remove: (key, etag) => crash.run(() => store.remove(key, etag)),
});

export const crashingPublisher = (publisher: MemoryPublisher, crash: CrashSwitch): Publisher => ({
  publish: (message: Outgoing) => crash.run(() => publisher.publish(message)),
});
