import { DomainError, errors } from '@mercato/kit/errors';
import type { StateStore, Stored } from '@mercato/kit/state';
import type { Clock } from '@mercato/kit/time';
import { newest, pagesBefore } from '../domain/all-orders.ts';
import {
  candidates,
  emptyHead,
  type Entry,
  holds,
  type IndexHead,
  isFull,
  pageOf,
  remaining,
  renamedHead,
  sameEntries,
  sealedHead,
  type SealedPage,
  withEntry,
} from '../domain/index-pages.ts';
import type { IndexPage, IndexQuery, OrderIndex } from '../ports/order-index.ts';
import { headKey, pageKey, type SealedEntries } from './index-items.ts';
import { cursorOf, startOf } from './page-cursor.ts';

const attempts = 25;
const readings = 3;

/** Listings in pages: a head that is replaced under its ETag, and full pages that are created once. */
export class StoredOrderIndex implements OrderIndex {
  readonly #store: StateStore;
  readonly #clock: Clock;
  readonly #kind: string;

  constructor(store: StateStore, clock: Clock, kind = 'orders-of') {
    this.#store = store;
    this.#clock = clock;
    this.#kind = kind;
  }

  async add(listing: string, entry: Entry): Promise<void> {
    const key = headKey(this.#kind, listing);
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const stored = await this.#store.get<IndexHead>(key);
      const head = stored?.value ?? emptyHead;
      if (await this.#isListed(listing, head, entry)) return;
      const next = withEntry(isFull(head) ? sealedHead(await this.#seal(listing, head)) : head, entry);
      if (await this.#put(key, next, stored)) return;
      await this.#clock.sleep(5 * (attempt + 1));
    }
    throw errors.contended(key);
  }

  async page(listing: string, { limit, ...from }: IndexQuery): Promise<IndexPage> {
    const found = await this.newest(listing, startOf(from), limit + 1);
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    return {
      orderIds: shown.map(({ orderId }) => orderId),
      nextCursor: last && found.length > shown.length ? cursorOf(last) : null,
    };
  }

  /** The newest entries before one, strictly in order of time. */
  async newest(listing: string, before: Entry | null, most: number): Promise<readonly Entry[]> {
    for (let reading = 1; ; reading += 1) {
      const head = (await this.#store.get<IndexHead>(headKey(this.#kind, listing)))?.value ?? emptyHead;
      const { found, whole } = await this.#newestIn(listing, head, { before, most });
      // A page that is not there was taken away when the listing was rebuilt, and the next head does not lead to it.
      if (whole || reading === readings) return found;
    }
  }

  async #newestIn(listing: string, head: IndexHead, { before, most }: { before: Entry | null; most: number }) {
    let found = newest(remaining(head.entries, before), most);
    let whole = true;
    for (const page of pagesBefore(head.sealed, before)) {
      const last = found[most - 1];
      if (last && page.to < last.at) break;
      const entries = await this.#sealed(listing, page);
      whole &&= entries !== undefined;
      found = newest([...found, ...remaining(entries ?? [], before)], most);
    }
    return { found, whole };
  }

  async #isListed(listing: string, head: IndexHead, entry: Entry): Promise<boolean> {
    if (holds(head.entries, entry)) return true;
    for (const page of candidates(head, entry)) {
      if (holds((await this.#sealed(listing, page)) ?? [], entry)) return true;
    }
    return false;
  }

  async #sealed(listing: string, page: Pick<SealedPage, 'n' | 'made'>): Promise<readonly Entry[] | undefined> {
    return (await this.#store.get<SealedEntries>(pageKey(this.#kind, listing, page)))?.value.entries;
  }

  /** Until the head moves on, whoever finds it full stores the same page: a second create changes nothing. */
  async #seal(listing: string, head: IndexHead): Promise<IndexHead> {
    const { entries } = head;
    const created = await this.#store.create(pageKey(this.#kind, listing, pageOf(head)), { entries });
    if (created === 'written') return head;
    const there = await this.#sealed(listing, pageOf(head));
    return there && !sameEntries(there, entries) ? this.#seal(listing, renamedHead(head)) : head;
  }

  async #put(key: string, head: IndexHead, stored: Stored<IndexHead> | undefined): Promise<boolean> {
    try {
      const written = stored ? await this.#store.replace(key, head, stored.etag) : await this.#store.create(key, head);
      return written === 'written';
    } catch (error) {
      // Written or not: reading again finds the entry if it was.
      if (error instanceof DomainError && error.code === 'dependency.timeout') return false;
      throw error;
    }
  }
}
