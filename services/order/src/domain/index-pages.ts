/** One order in the listing of its user. */
export interface Entry {
  readonly orderId: string;
  readonly at: string;
}

/** A page that is full and never changes, with the time its entries span. */
export interface SealedPage {
  readonly n: number;
  readonly from: string;
  readonly to: string;
}

/** The listing's item: the page that is being filled, and where the full ones are. */
export interface IndexHead {
  readonly n: number;
  readonly entries: readonly Entry[];
  readonly sealed: readonly SealedPage[];
}

/** Entries are 100 bytes: the head stays small, since it is written with every order. */
export const pageSize = 100;

export const emptyHead: IndexHead = { n: 0, entries: [], sealed: [] };

const sortKey = ({ at, orderId }: Entry): string => `${at} ${orderId}`;

const byTime = (a: Entry, b: Entry): number => (sortKey(a) < sortKey(b) ? -1 : 1);

export const holds = (entries: readonly Entry[], { orderId }: Entry): boolean =>
  entries.some((entry) => entry.orderId === orderId);

/** The full pages in which an order of that time may already be. */
export const candidates = (head: IndexHead, { at }: Entry): readonly number[] =>
  head.sealed.filter((page) => page.from <= at && at <= page.to).map((page) => page.n);

export const isFull = (head: IndexHead): boolean => head.entries.length >= pageSize;

export const withEntry = (head: IndexHead, entry: Entry): IndexHead => ({
  ...head,
  entries: [...head.entries, entry].toSorted(byTime),
});

/** The head after its page was stored as a full one. */
export const sealedHead = (head: IndexHead): IndexHead => ({
  n: head.n + 1,
  entries: [],
  sealed: [...head.sealed, { n: head.n, from: head.entries[0]?.at ?? '', to: head.entries.at(-1)?.at ?? '' }],
});

/** Where a reader is: everything in page `n` before this entry, and all pages before, is still to come. */
export interface Position {
  readonly n: number;
  readonly before: Entry | null;
}

/** The entries of a page that come after a position, newest first. */
export const remaining = (entries: readonly Entry[], { before }: Position): readonly Entry[] =>
  entries.filter((entry) => !before || sortKey(entry) < sortKey(before)).toReversed();
