import type { ArchivedEvent } from '@mercato/contracts/analytics';
import type { ObjectStore } from '@mercato/kit/objects';
import { keyOf } from '../domain/archived-event.ts';
import type { EventArchive, EventPage, EventQuery, Place } from '../ports/event-archive.ts';
import { cursorOf, keyIn } from './event-cursor.ts';

const atOnce = 16;
const swept = 500;

const folderOf = ({ topic, day }: Place): string => `${topic}/${day}`;

const isBefore = (place: Place, key: string): boolean => {
  const [topic = '', day = ''] = key.split('/');
  return place.topic === topic ? place.day < day : place.topic < topic;
};

/** One object for each event. */
export class StoredEventArchive implements EventArchive {
  readonly #objects: ObjectStore;

  constructor(objects: ObjectStore) {
    this.#objects = objects;
  }

  async keep(event: ArchivedEvent): Promise<void> {
    await this.#objects.put(keyOf(event), event);
  }

  async page({ places, subject, limit, cursor }: EventQuery): Promise<EventPage> {
    const after = cursor === undefined ? '' : keyIn(cursor);
    const { keys, more } = await this.#keys(places, after, limit);
    const found = await inBatches(keys, (key) => this.#objects.get<ArchivedEvent>(key));
    // One that is gone was swept meanwhile.
    const events = found.filter((event) => event !== undefined);
    const last = keys.at(-1);
    return {
      events: events.filter((event) => subject === undefined || event.subject === subject),
      nextCursor: more && last !== undefined ? cursorOf(last) : null,
    };
  }

  async forget(place: Place): Promise<number> {
    for (let removed = 0; ;) {
      const { keys, more } = await this.#objects.list(folderOf(place), { limit: swept });
      await inBatches(keys, (key) => this.#objects.remove(key));
      removed += keys.length;
      if (!more) return removed;
    }
  }

  async #keys(places: readonly Place[], after: string, limit: number) {
    const keys: string[] = [];
    const left = places.filter((place) => !isBefore(place, after));
    for (const [i, place] of left.entries()) {
      const folder = folderOf(place);
      const from = after.startsWith(`${folder}/`) ? after : undefined;
      const found = await this.#objects.list(folder, { after: from, limit: limit - keys.length });
      keys.push(...found.keys);
      if (keys.length === limit) return { keys, more: found.more || i < left.length - 1 };
    }
    return { keys, more: false };
  }
}

const inBatches = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> => {
  const results: R[] = [];
  for (let i = 0; i < items.length; i += atOnce) {
    results.push(...(await Promise.all(items.slice(i, i + atOnce).map(work))));
  }
  return results;
};
