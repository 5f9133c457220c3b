import type { IndexReport } from '@mercato/contracts/shared';
import { DomainError, errors } from '@mercato/kit/errors';
import type { Ids } from '@mercato/kit/ids';
import { type FoundIndex, IndexComparison } from '@mercato/kit/indexes';
import type { StateStore, Stored } from '@mercato/kit/state';
import { emptyHead, type Entry, type IndexHead, layOut, pageOf, type SealedPage } from '../domain/index-pages.ts';
import { headKey, pageKey, type SealedEntries } from './index-items.ts';

export interface ListingRepairOptions {
  readonly store: StateStore;
  readonly ids: Ids;
  /** Of listings, as in their keys. */
  readonly kind: string;
  /** Which of these entries are so, by the orders themselves. */
  readonly confirm: (listing: string, entries: readonly Entry[]) => Promise<readonly Entry[]>;
}

export interface ListingRebuild {
  readonly listing: string;
  readonly entries: readonly Entry[];
  readonly whole: boolean;
  readonly repair: boolean;
}

interface Found extends FoundIndex<Entry> {
  readonly stored: Stored<IndexHead> | undefined;
  readonly head: IndexHead;
}

const attempts = 25;
const names = {
  wordOf: ({ orderId, at }: Entry) => `${orderId} ${at}`,
  idOf: ({ orderId }: Entry) => orderId,
};

/**
 * Makes listings of one kind again, while orders are added to them: the new pages are written beside the old ones, and one
 * write of the head, guarded by its ETag, leads to them. Dying before it leaves pages that nobody reads.
 */
export class StoredListingRepair {
  readonly #options: ListingRepairOptions;

  constructor(options: ListingRepairOptions) {
    this.#options = options;
  }

  async rebuild({ listing, entries: told, whole, repair }: ListingRebuild): Promise<IndexReport> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const found = await this.#find(listing);
      if (!found) continue;
      const comparison = new IndexComparison(found, told, names);
      const right = await comparison.right(whole, (some) => this.#options.confirm(listing, some));
      const differences = comparison.differences(right);
      const report = { entries: right.length, differences };
      if (!repair || differences.length === 0) return { ...report, rebuilt: false };
      if (await this.#replace(listing, found, right)) return { ...report, rebuilt: true };
    }
    throw errors.contended(headKey(this.#options.kind, listing));
  }

  /** Undefined when the listing was laid out anew while it was read. */
  async #find(listing: string): Promise<Found | undefined> {
    const { store, kind } = this.#options;
    const key = headKey(kind, listing);
    const stored = await store.get<IndexHead>(key);
    const head = stored?.value ?? emptyHead;
    const pages = await Promise.all(
      head.sealed.map(async (page) => {
        const id = pageKey(kind, listing, page);
        return { id, entries: (await store.get<SealedEntries>(id))?.value.entries };
      }),
    );
    const lost = pages.filter(({ entries }) => entries === undefined).map(({ id }) => id);
    if (lost.length > 0 && (await store.get<IndexHead>(key))?.etag !== stored?.etag) return undefined;
    return { stored, head, lost, entries: [...head.entries, ...pages.flatMap((page) => page.entries ?? [])] };
  }

  async #replace(listing: string, { stored, head }: Found, right: readonly Entry[]): Promise<boolean> {
    const { store, kind, ids } = this.#options;
    const made = ids.uuid();
    const layout = layOut(right, made);
    for (const { page, entries } of layout.pages) await store.create(pageKey(kind, listing, page), { entries });
    const replaced = await this.#put(headKey(kind, listing), layout.head, stored, made);
    // Of the losers, whichever they are. The page of the old head may have been stored as a full one just before.
    await this.#remove(listing, replaced ? [...head.sealed, pageOf(head)] : layout.head.sealed);
    return replaced;
  }

  async #put(key: string, head: IndexHead, stored: Stored<IndexHead> | undefined, made: string): Promise<boolean> {
    const { store } = this.#options;
    const written = await (stored ? store.replace(key, head, stored.etag) : store.create(key, head));
    if (written === 'written') return true;
    // A write whose answer was lost conflicts with itself: then the pages are in use.
    return (await store.get<IndexHead>(key))?.value.made === made;
  }

  /** Nobody reads them any more, so it does not matter if one stays. */
  async #remove(listing: string, pages: readonly Pick<SealedPage, 'n' | 'made'>[]): Promise<void> {
    const { store, kind } = this.#options;
    for (const page of pages) {
      const key = pageKey(kind, listing, page);
      try {
        const stored = await store.get(key);
        if (stored) await store.remove(key, stored.etag);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    }
  }
}
