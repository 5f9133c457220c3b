import { DomainError } from '../errors/index.ts';
import type { Outgoing, Publisher } from '../messaging/index.ts';
import type { StateStore } from '../state/index.ts';
import type { Envelope } from './types.ts';

const rememberedIds = 10_000;
const clearAttempts = 5;

/** Publishes what aggregates owe, then takes it off them. */
export class Owed {
  readonly #store: StateStore;
  readonly #publisher: Publisher;
  /** What this process has published lately: a message is repeated after a crash, not as a matter of course. */
  readonly #published = new Set<string>();

  constructor(store: StateStore, publisher: Publisher) {
    this.#store = store;
    this.#publisher = publisher;
  }

  async publish(messages: readonly Outgoing[]): Promise<void> {
    for (const message of messages) {
      if (this.#published.has(message.id)) continue;
      await this.#publisher.publish(message);
      this.#remember(message.id);
    }
  }

  /**
   * Takes published messages off the item. Nothing depends on it: whoever writes the item next does it too, so a store
   * that fails here must not fail a command that is done.
   */
  async clear(key: string, published: readonly Outgoing[]): Promise<void> {
    const done = new Set(published.map((m) => m.id));
    for (let attempt = 1; attempt <= clearAttempts; attempt += 1) {
      try {
        if (await this.#tryClear(key, done)) return;
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    }
  }

  async #tryClear(key: string, done: ReadonlySet<string>): Promise<boolean> {
    const stored = await this.#store.get<Envelope<unknown>>(key);
    const owed = stored?.value.owed.filter((m) => !done.has(m.id)) ?? [];
    if (!stored || owed.length === stored.value.owed.length) return true;
    return (await this.#store.replace(key, { ...stored.value, owed }, stored.etag)) === 'written';
  }

  #remember(id: string): void {
    this.#published.add(id);
    if (this.#published.size <= rememberedIds) return;
    const [oldest] = this.#published;
    if (oldest !== undefined) this.#published.delete(oldest);
  }
}
