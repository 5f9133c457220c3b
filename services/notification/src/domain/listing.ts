/**
 * The ids of what was sent to one user, in the order they were added. The newest stand in the head; whenever it grows too
 * long the oldest of them become a page, which never changes again. So the n-th id stands where arithmetic says.
 */
export interface ListingHead {
  readonly pages: number;
  /** Since the listing was last rebuilt: its pages have names of their own from then on. */
  readonly made?: string;
  /** How many ids a page of it holds. */
  readonly size?: number;
  /** Oldest first. */
  readonly ids: readonly string[];
}

/** Small, since the head is written with every notification. */
export const pageSize = 20;
/** Of listings that were begun before their heads said it. */
const formerSize = 100;

export const emptyHead: ListingHead = { pages: 0, size: pageSize, ids: [] };

export const sizeOf = ({ size }: Pick<ListingHead, 'size'>): number => size ?? formerSize;

/** The ids that are due to become the next page; undefined while the head is short. */
export const dueForPage = (head: ListingHead): readonly string[] | undefined =>
  head.ids.length >= 2 * sizeOf(head) ? head.ids.slice(0, sizeOf(head)) : undefined;

/** The head once page `page` is stored; unchanged when that was done before. */
export const withoutPage = (head: ListingHead, page: number): ListingHead =>
  head.pages === page ? { ...head, pages: page + 1, ids: head.ids.slice(sizeOf(head)) } : head;

/** What all pages of a head have in their names. */
export type PageNames = Pick<ListingHead, 'made'>;

/** A page's name; no two pages that were ever stored for a user share one. */
export const pageName = ({ made }: PageNames, page: number): string =>
  made === undefined ? String(page) : `${made}.${page}`;

/** Lays ids out as if they had been added one after the other: the full pages, and the head that leads to them. */
export const layOut = (ids: readonly string[], made: string) => {
  const pages = Math.floor(ids.length / pageSize);
  const full = Array.from({ length: pages }, (_, n) => ids.slice(n * pageSize, (n + 1) * pageSize));
  const head: ListingHead = { pages, made, size: pageSize, ids: ids.slice(pages * pageSize) };
  return { full, head };
};

export interface Window {
  /** Of the newest wanted, counted from the first ever; excluded. */
  readonly end: number;
  /** Of the oldest wanted; included. */
  readonly start: number;
}

/** The `limit` newest before `before`. */
export const windowOf = (head: ListingHead, limit: number, before: number | undefined): Window => {
  const total = head.pages * sizeOf(head) + head.ids.length;
  const end = Math.min(before ?? total, total);
  return { end, start: Math.max(0, end - limit) };
};

/** The stored pages that a window touches. */
export const pagesOf = ({ start, end }: Window, head: ListingHead): readonly number[] => {
  const size = sizeOf(head);
  const last = Math.min(Math.ceil(end / size), head.pages);
  const first = Math.floor(start / size);
  return Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
};

const shape = /^n([0-9]{1,15})$/;

export const cursorOf = (position: number): string => Buffer.from(`n${position}`).toString('base64url');

/** The position a cursor names; undefined for what this service never gave out. */
export const positionOf = (cursor: string): number | undefined => {
  const [, digits] = shape.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  const position = Number(digits);
  return cursorOf(position) === cursor ? position : undefined;
};
