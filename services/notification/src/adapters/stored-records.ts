import type { Notification } from '@mercato/contracts/notification';
import type { StateStore } from '@mercato/kit/state';
import type { NotificationRecords } from '../ports/notifications.ts';

const keyOf = (id: string): string => `notification:${id}`;

/** Records as items `notification:<eventId>:<channel>`. */
export class StoredRecords implements NotificationRecords {
  readonly #store: StateStore;

  constructor(store: StateStore) {
    this.#store = store;
  }

  async find(id: string): Promise<Notification | undefined> {
    return (await this.#store.get<Notification>(keyOf(id)))?.value;
  }

  async keep(notification: Notification): Promise<'new' | 'known'> {
    // A conflict: by another replica, or by us before the answer was lost.
    return (await this.#store.create(keyOf(notification.id), notification)) === 'written' ? 'new' : 'known';
  }

  async all(ids: readonly string[]): Promise<readonly Notification[]> {
    if (!ids.length) return [];
    const found = await this.#store.getMany<Notification>(ids.map(keyOf));
    // That read may lag behind a record just written; the few it lacks are read strongly.
    const all = await Promise.all(ids.map(async (id) => found.get(keyOf(id))?.value ?? (await this.find(id))));
    return all.filter((record) => record !== undefined);
  }
}
