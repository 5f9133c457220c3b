/** One order in the listing of its user. */
export interface Entry {
  readonly orderId: string;
  readonly at: string;
}

/** A page that is full and never changes, with the time its entries span. */
export interface SealedPage {
  readonly n: number;
  /** Set on pages since the listing was last rebuilt: their numbers began anew then. */
  readonly made?: string;
  readonly from: string;
  readonly to: string;
}

/** The listing's item: the page that is being filled, and where the full ones are. */
export interface IndexHead {
  readonly n: number;
  readonly made?: string;
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
export const candidates = (head: IndexHead, { at }: Entry): readonly SealedPage[] =>
  head.sealed.filter((page) => page.from <= at && at <= page.to);

export const isFull = (head: IndexHead): boolean => head.entries.length >= pageSize;

export const withEntry = (head: IndexHead, entry: Entry): IndexHead => ({
  ...head,
  entries: [...head.entries, entry].toSorted(byTime),
});

const spanOf = (entries: readonly Entry[]) => ({ from: entries[0]?.at ?? '', to: entries.at(-1)?.at ?? '' });

/** The head after its page was stored as a full one. */
export const sealedHead = (head: IndexHead): IndexHead => ({
  ...head,
  n: head.n + 1,
  entries: [],
  sealed: [...head.sealed, { ...pageOf(head), ...spanOf(head.entries) }],
});

/** The head whose page has a name of its own, where a listing whose head was lost has left one of that name behind. */
export const renamedHead = (head: IndexHead): IndexHead => ({ ...head, made: head.entries[0]?.orderId ?? '' });

export const sameEntries = (some: readonly Entry[], others: readonly Entry[]): boolean =>
  some.length === others.length && some.every((entry) => holds(others, entry));

/** The page that a head fills. */
export const pageOf = ({ n, made }: IndexHead): Pick<SealedPage, 'n' | 'made'> =>
  made === undefined ? { n } : { n, made };

/** A listing laid out anew: its full pages with what stands on them, and the head that leads to them. */
export interface Layout {
  readonly pages: readonly { readonly page: SealedPage; readonly entries: readonly Entry[] }[];
  readonly head: IndexHead;
}

/** Lays entries out as if they had come in order of time, on pages of their own, as all are that follow them. */
export const layOut = (entries: readonly Entry[], made: string): Layout => {
  const sorted = entries.toSorted(byTime);
  const full = Math.ceil(sorted.length / pageSize) - 1;
  const pages = Array.from({ length: Math.max(0, full) }, (_, n) => {
    const some = sorted.slice(n * pageSize, (n + 1) * pageSize);
    return { page: { n, made, ...spanOf(some) }, entries: some };
  });
  const rest = sorted.slice(pages.length * pageSize);
  return { pages, head: { n: pages.length, made, entries: rest, sealed: pages.map(({ page }) => page) } };
};

/** The entries of a page that come before this one, newest first. */
export const remaining = (entries: readonly Entry[], before: Entry | null): readonly Entry[] =>
  entries.filter((entry) => !before || sortKey(entry) < sortKey(before)).toReversed();
