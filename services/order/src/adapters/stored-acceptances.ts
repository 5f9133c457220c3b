import { DomainError, errors } from '@mercato/kit/errors';
import type { StateStore } from '@mercato/kit/state';
import type { Acceptance } from '../domain/acceptance.ts';
import type { Acceptances } from '../ports/acceptances.ts';

const keyOf = (orderId: string): string => `accept:${orderId}`;

/** Acceptances as items that are created once and never change. */
export class StoredAcceptances implements Acceptances {
  readonly #store: StateStore;

  constructor(store: StateStore) {
    this.#store = store;
  }

  async find(orderId: string): Promise<Acceptance | undefined> {
    return (await this.#store.get<Acceptance>(keyOf(orderId)))?.value;
  }

  async keep(acceptance: Acceptance): Promise<Acceptance> {
    if (await this.#create(acceptance)) return acceptance;
    const first = await this.find(acceptance.orderId);
    // A create whose answer was lost may not have happened; the client tries again with the same key.
    if (!first) throw errors.unavailable('the order store');
    return first;
  }

  async #create(acceptance: Acceptance): Promise<boolean> {
    try {
      return (await this.#store.create(keyOf(acceptance.orderId), acceptance)) === 'written';
    } catch (error) {
      if (error instanceof DomainError && error.code === 'dependency.timeout') return false;
      throw error;
    }
  }
}
