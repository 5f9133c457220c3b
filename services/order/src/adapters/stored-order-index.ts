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
  type Position,
  remaining,
  sealedHead,
  withEntry,
} from '../domain/index-pages.ts';
import type { IndexPage, OrderIndex } from '../ports/order-index.ts';
import { cursorOf, positionOf } from './page-cursor.ts';

const attempts = 25;

interface SealedEntries {
  readonly entries: readonly Entry[];
}

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

  async add(userId: string, entry: Entry): Promise<void> {
    const key = this.#headKey(userId);
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const stored = await this.#store.get<IndexHead>(key);
      const head = stored?.value ?? emptyHead;
      if (await this.#isListed(userId, head, entry)) return;
      // Until the head moves on, whoever finds it full stores the same page: a second create changes nothing.
      if (isFull(head)) await this.#store.create(this.#pageKey(userId, head.n), { entries: head.entries });
      const next = withEntry(isFull(head) ? sealedHead(head) : head, entry);
      if (await this.#put(key, next, stored)) return;
      await this.#clock.sleep(5 * (attempt + 1));
    }
    throw errors.contended(key);
  }

  async page(
    userId: string,
    query: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<IndexPage> {
    const head = (await this.#store.get<IndexHead>(this.#headKey(userId)))?.value ?? emptyHead;
    const found: Position[] = [];
    let at: Position = query.cursor === undefined ? { n: head.n, before: null } : positionOf(query.cursor);
    while (found.length <= query.limit && at.n >= 0) {
      const { n } = at;
      const entries = n === head.n ? head.entries : await this.#sealed(userId, n);
      found.push(...remaining(entries, at).map((before) => ({ n, before })));
      at = { n: n - 1, before: null };
    }
    const shown = found.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      orderIds: shown.flatMap(({ before }) => (before ? [before.orderId] : [])),
      nextCursor: last && found.length > shown.length ? cursorOf(last) : null,
    };
  }

  /** The newest entries before one, strictly in order of time: for readers that merge several listings. */
  async newest(listing: string, before: Entry | null, most: number): Promise<readonly Entry[]> {
    const head = (await this.#store.get<IndexHead>(this.#headKey(listing)))?.value ?? emptyHead;
    let found = newest(remaining(head.entries, { n: head.n, before }), most);
    for (const page of pagesBefore(head.sealed, before)) {
      const last = found[most - 1];
      if (last && page.to < last.at) break;
      const older = remaining(await this.#sealed(listing, page.n), { n: page.n, before });
      found = newest([...found, ...older], most);
    }
    return found;
  }

  #headKey(listing: string): string {
    return `${this.#kind}:${listing}`;
  }

  #pageKey(listing: string, n: number): string {
    return `${this.#kind}:${listing}:${n}`;
  }

  async #isListed(userId: string, head: IndexHead, entry: Entry): Promise<boolean> {
    if (holds(head.entries, entry)) return true;
    for (const n of candidates(head, entry)) {
      if (holds(await this.#sealed(userId, n), entry)) return true;
    }
    return false;
  }

  async #sealed(userId: string, n: number): Promise<readonly Entry[]> {
    return (await this.#store.get<SealedEntries>(this.#pageKey(userId, n)))?.value.entries ?? [];
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
