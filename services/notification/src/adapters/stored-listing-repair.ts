import type { IndexReport } from '@mercato/contracts/shared';
import type { Aggregates, Snapshot } from '@mercato/kit/aggregate';
import { DomainError, errors } from '@mercato/kit/errors';
import type { Ids } from '@mercato/kit/ids';
import { type FoundIndex, IndexComparison } from '@mercato/kit/indexes';
import type { StateStore } from '@mercato/kit/state';
import { emptyHead, layOut, type ListingHead } from '../domain/listing.ts';
import type { ListingRepair, Rebuild } from '../ports/listing-repair.ts';
import type { NotificationRecords } from '../ports/notifications.ts';
import { headId, type Page, pageKey } from './listing-items.ts';

export interface StoredListingRepairOptions {
  readonly store: StateStore;
  /** Of kind `notifications-of`. */
  readonly heads: Aggregates<ListingHead>;
  readonly records: NotificationRecords;
  readonly ids: Ids;
}

interface Found extends FoundIndex<string> {
  readonly snapshot: Snapshot<ListingHead> | undefined;
  readonly head: ListingHead;
}

const attempts = 25;
const names = { wordOf: (id: string) => id, idOf: (id: string) => id };

/**
 * Makes the listing of a user's notifications again, in the order in which they were sent, while others are added: the new
 * pages are written beside the old ones, and one guarded write of the head leads to them.
 */
export class StoredListingRepair implements ListingRepair {
  readonly #options: StoredListingRepairOptions;

  constructor(options: StoredListingRepairOptions) {
    this.#options = options;
  }

  async rebuild({ userId, ids: told, whole, repair }: Rebuild): Promise<IndexReport> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const found = await this.#find(userId);
      if (!found) continue;
      const comparison = new IndexComparison(found, told, names);
      const right = await comparison.right(whole, (some) => this.#sent(userId, some));
      const differences = comparison.differences(right);
      const report = { entries: right.length, differences };
      if (!repair || differences.length === 0) return { ...report, rebuilt: false };
      if (await this.#replace(userId, found, right)) return { ...report, rebuilt: true };
    }
    throw errors.contended(headId(userId));
  }

  /** Those of the ids that were sent to the user, oldest first. */
  async #sent(userId: string, ids: readonly string[]): Promise<readonly string[]> {
    const records = await this.#options.records.all(ids);
    return records
      .filter((record) => record.userId === userId)
      .toSorted((a, b) => (`${a.sentAt} ${a.id}` < `${b.sentAt} ${b.id}` ? -1 : 1))
      .map(({ id }) => id);
  }

  /** Undefined when the listing was laid out anew while it was read. */
  async #find(userId: string): Promise<Found | undefined> {
    const { store, heads } = this.#options;
    const snapshot = await heads.load(headId(userId));
    const head = snapshot?.state ?? emptyHead;
    const keys = Array.from({ length: head.pages }, (_, n) => pageKey(userId, head, n));
    const pages = await Promise.all(keys.map(async (key) => (await store.get<Page>(key))?.value.ids));
    const lost = keys.filter((_, n) => pages[n] === undefined);
    if (lost.length > 0 && (await heads.load(headId(userId)))?.version !== snapshot?.version) return undefined;
    return { snapshot, head, lost, entries: [...pages.flatMap((ids) => ids ?? []), ...head.ids] };
  }

  async #replace(userId: string, { snapshot, head }: Found, right: readonly string[]): Promise<boolean> {
    const { store, heads, ids } = this.#options;
    const layout = layOut(await this.#sent(userId, right), ids.uuid());
    for (const [n, page] of layout.full.entries()) await store.create(pageKey(userId, layout.head, n), { ids: page });
    const replaced = await heads.execute(headId(userId), `rebuild:${layout.head.made}`, (_, version) =>
      version === (snapshot?.version ?? 0) + 1 ? { state: layout.head, result: true } : { result: false },
    );
    // Of the losers, whichever they are; with the page that was to be filled, which may have been stored just before.
    const [gone, count] = replaced ? [head, head.pages + 1] : [layout.head, layout.full.length];
    for (let n = 0; n < count; n += 1) await this.#remove(pageKey(userId, gone, n));
    return replaced;
  }

  /** Nobody reads it any more, so it does not matter if it stays. */
  async #remove(key: string): Promise<void> {
    const { store } = this.#options;
    try {
      const stored = await store.get(key);
      if (stored) await store.remove(key, stored.etag);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
}
