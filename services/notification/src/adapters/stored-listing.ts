import type { Aggregates } from '@mercato/kit/aggregate';
import { errors } from '@mercato/kit/errors';
import type { StateStore } from '@mercato/kit/state';
import {
  cursorOf,
  dueForPage,
  emptyHead,
  type ListingHead,
  type PageNames,
  pagesOf,
  positionOf,
  sizeOf,
  windowOf,
  withoutPage,
} from '../domain/listing.ts';
import type { NotificationListing } from '../ports/notifications.ts';
import { headId, type Page, pageKey } from './listing-items.ts';

export interface StoredListingOptions {
  readonly store: StateStore;
  /** Of kind `notifications-of`. */
  readonly heads: Aggregates<ListingHead>;
}

type Added = 'added' | 'page due' | 'moved';

const tries = 5;
/** Stands where a page was lost, so that positions stay right. */
const lostId = '';

/** Listings as a head and pages: `notifications-of:<userId>:head` and `notifications-of:<userId>:<page>`. */
export class StoredListing implements NotificationListing {
  readonly #store: StateStore;
  readonly #heads: Aggregates<ListingHead>;

  constructor({ store, heads }: StoredListingOptions) {
    this.#store = store;
    this.#heads = heads;
  }

  async add(userId: string, id: string, { fresh }: { readonly fresh: boolean }): Promise<void> {
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const searched = fresh && attempt === 1 ? undefined : await this.#head(userId);
      if (searched && (await this.#isListed(userId, searched, id))) return;
      const added = await this.#append(userId, id, searched);
      if (added === 'page due') await this.#movePage(userId);
      if (added !== 'moved') return;
    }
    throw errors.contended(headId(userId));
  }

  async page(userId: string, { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined }) {
    const before = cursor === undefined ? undefined : positionOf(cursor);
    if (cursor !== undefined && before === undefined)
      throw errors.invalid([{ in: 'query', pointer: '/cursor', message: 'was not given out by this listing' }]);
    for (let attempt = 1; ; attempt += 1) {
      const head = await this.#head(userId);
      const window = windowOf(head, limit, before);
      const needed = pagesOf(window, head);
      const pages = await Promise.all(needed.map((n) => this.#page(userId, head, n)));
      // A page that is not there was taken away when the listing was rebuilt, and the next head does not lead to it.
      if (pages.includes(undefined) && attempt < tries) continue;
      const size = sizeOf(head);
      const ids = [...pages.flatMap((page) => page ?? Array<string>(size).fill(lostId)), ...head.ids];
      const offset = (needed[0] ?? head.pages) * size;
      const shown = ids.slice(window.start - offset, window.end - offset).toReversed();
      const nextCursor = window.start > 0 ? cursorOf(window.start) : null;
      return { ids: shown.filter((id) => id !== lostId), nextCursor };
    }
  }

  async #head(userId: string): Promise<ListingHead> {
    return (await this.#heads.load(headId(userId)))?.state ?? emptyHead;
  }

  async #page(userId: string, head: ListingHead, page: number): Promise<readonly string[] | undefined> {
    return (await this.#store.get<Page>(pageKey(userId, head, page)))?.value.ids;
  }

  async #isListed(userId: string, head: ListingHead, id: string): Promise<boolean> {
    if (head.ids.includes(id)) return true;
    for (let page = head.pages - 1; page >= 0; page -= 1) {
      if ((await this.#page(userId, head, page))?.includes(id)) return true;
    }
    return false;
  }

  /** `moved`: a page appeared since the pages were searched, or since the first look. The id may stand on it by now. */
  #append(userId: string, id: string, searched: ListingHead | undefined): Promise<Added> {
    let seen = searched;
    return this.#heads.execute(headId(userId), null, (current = emptyHead) => {
      seen ??= current;
      if (current.ids.includes(id)) return { result: 'added' };
      if (current.pages !== seen.pages || current.made !== seen.made) return { result: 'moved' };
      const next = { ...current, ids: [...current.ids, id] };
      return { state: next, result: dueForPage(next) ? 'page due' : 'added' };
    });
  }

  /** Stores the page first: a crash in between leaves it unread, and the next one to come writes the same. */
  async #movePage(userId: string): Promise<void> {
    const head = await this.#head(userId);
    const ids = dueForPage(head);
    if (!ids) return;
    const named = await this.#storePage(userId, head, ids);
    await this.#heads.execute(headId(userId), null, (current = emptyHead) => {
      if (current.made !== head.made || current.pages !== head.pages) return { result: null };
      return { state: withoutPage({ ...current, ...named }, head.pages), result: null };
    });
  }

  /** Under another name where a listing whose head was lost has left a page behind. */
  async #storePage(userId: string, { made, pages }: ListingHead, ids: readonly string[]): Promise<PageNames> {
    const named = made === undefined ? {} : { made };
    const key = pageKey(userId, named, pages);
    if ((await this.#store.create(key, { ids })) === 'written' || pages > 0) return named;
    const there = (await this.#store.get<Page>(key))?.value.ids;
    if (!there || there.join() === ids.join()) return named;
    return this.#storePage(userId, { made: ids[0] ?? '', pages, ids }, ids);
  }
}
