import type { AuditEntry } from '@mercato/contracts/operations';

/** Small enough for one item of the store, with entries that name a hundred messages each. */
export const fullPage = 10;

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
}

export const emptyPage: AuditPage = { entries: [] };

export const isFull = ({ entries }: AuditPage): boolean => entries.length >= fullPage;

/** Adds an entry, or puts it in the place of what it was before. */
export const withEntry = ({ entries }: AuditPage, entry: AuditEntry): AuditPage => {
  const isKnown = entries.some(({ id }) => id === entry.id);
  return { entries: isKnown ? entries.map((each) => (each.id === entry.id ? entry : each)) : [...entries, entry] };
};

/** A position: what comes next are the first `left` entries of a page, the newest of them first, and the pages before. */
export interface Position {
  readonly page: number;
  readonly left: number;
}

const form = /^(\d{1,9})-(\d{1,3})$/;

export const cursorOf = ({ page, left }: Position): string => `${page}-${left}`;

export const positionIn = (cursor: string): Position | undefined => {
  const [, page, left] = form.exec(cursor) ?? [];
  return page === undefined || left === undefined ? undefined : { page: Number(page), left: Number(left) };
};
