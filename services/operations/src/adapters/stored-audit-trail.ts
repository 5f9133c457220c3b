import type { AuditEntry } from '@mercato/contracts/operations';
import { errors } from '@mercato/kit/errors';
import type { Ids } from '@mercato/kit/ids';
import type { StateStore, Stored } from '@mercato/kit/state';
import { type Clock, iso } from '@mercato/kit/time';
import {
  type AuditPage,
  cursorOf,
  emptyPage,
  isFull,
  type Position,
  positionIn,
  withEntry,
} from '../domain/audit-pages.ts';
import type { AuditQuery, AuditTrail, Outcome, Planned } from '../ports/audit-trail.ts';

export interface TrailDeps {
  readonly store: StateStore;
  readonly clock: Clock;
  readonly ids: Ids;
}

interface Head {
  readonly page: number;
}

const headKey = 'audit-head';
const keyOf = (page: number): string => `audit-page:${page}`;
const attempts = 25;

/** Pages that are filled one after the other, and a head that says which one is being filled. */
export class StoredAuditTrail implements AuditTrail {
  readonly #deps: TrailDeps;

  constructor(deps: TrailDeps) {
    this.#deps = deps;
  }

  async begin(planned: Planned): Promise<(outcome: Outcome) => Promise<void>> {
    const { clock, ids } = this.#deps;
    const what = [...planned.what];
    const at = iso(clock.now());
    const entry: AuditEntry = { ...planned, what, id: ids.uuid(), at, outcome: 'begun', count: null, detail: null };
    const page = await this.#add(entry);
    return (outcome) => this.#put(page, { ...entry, ...outcome });
  }

  async page({ limit, cursor, action }: AuditQuery): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
    const found: AuditEntry[] = [];
    let { page, left } = await this.#from(cursor);
    for (; page >= 0; page -= 1, left = Infinity) {
      const { entries } = (await this.#stored(page))?.value ?? emptyPage;
      for (let at = Math.min(left, entries.length) - 1; at >= 0; at -= 1) {
        const entry = entries[at];
        if (!entry || (action !== undefined && entry.action !== action)) continue;
        if (found.length === limit) return { items: found, nextCursor: cursorOf({ page, left: at + 1 }) };
        found.push(entry);
      }
    }
    return { items: found, nextCursor: null };
  }

  async #from(cursor: string | undefined): Promise<Position> {
    const current = await this.#current();
    if (cursor === undefined) return { page: current, left: Infinity };
    const { page, left } = positionOf(cursor);
    return { page: Math.min(page, current), left };
  }

  /** Into the page that is being filled; answers which. */
  async #add(entry: AuditEntry): Promise<number> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const page = await this.#current();
      const stored = await this.#stored(page);
      if (stored && isFull(stored.value)) await this.#turn(page);
      else if (await this.#write(page, stored, entry)) return page;
      else await this.#deps.clock.sleep(5 * attempt);
    }
    throw errors.contended(headKey);
  }

  async #put(page: number, entry: AuditEntry): Promise<void> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      if (await this.#write(page, await this.#stored(page), entry)) return;
      await this.#deps.clock.sleep(5 * attempt);
    }
    throw errors.contended(keyOf(page));
  }

  async #write(page: number, stored: Stored<AuditPage> | undefined, entry: AuditEntry): Promise<boolean> {
    const { store } = this.#deps;
    const next = withEntry(stored?.value ?? emptyPage, entry);
    const written = stored ? store.replace(keyOf(page), next, stored.etag) : store.create(keyOf(page), next);
    return (await written) === 'written';
  }

  async #current(): Promise<number> {
    return (await this.#deps.store.get<Head>(headKey))?.value.page ?? 0;
  }

  #stored(page: number): Promise<Stored<AuditPage> | undefined> {
    return this.#deps.store.get<AuditPage>(keyOf(page));
  }

  /** Whoever comes first: a head that has moved on is left as it is. */
  async #turn(full: number): Promise<void> {
    const { store } = this.#deps;
    const head = await store.get<Head>(headKey);
    if (!head) await store.create(headKey, { page: full + 1 });
    else if (head.value.page === full) await store.replace(headKey, { page: full + 1 }, head.etag);
  }
}

const positionOf = (cursor: string): Position => {
  const position = positionIn(cursor);
  if (position) return position;
  throw errors.invalid([{ in: 'query', pointer: '/cursor', message: 'is not a cursor of this listing' }]);
};
