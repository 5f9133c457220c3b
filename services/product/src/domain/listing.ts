import type { Product, ProductQuery } from '@mercato/contracts/product';
import { errors } from '@mercato/kit/errors';

/** What filters and orders look at: small, since there is one for every product of the catalogue. */
export interface Row {
  readonly id: string;
  readonly category: string;
  readonly price: number;
  readonly name: string;
  readonly createdAt: string;
  readonly available: number;
  readonly sold: number;
}

/** Where a row stands in one order; both numbers and texts rise. */
export type RankOf = (row: Row) => string | number;

/** A place between rows: that of the last row a client has seen, whether it is still there or not. */
export interface Place {
  readonly rank: string | number;
  readonly id: string;
}

const longestName = 60;

/** A name as it is ordered: without case and accents, and short enough for a cursor. */
export const sortableName = (name: string): string =>
  name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().slice(0, longestName).toWellFormed();

export const toRow = (product: Product): Row => ({
  id: product.id,
  category: product.category,
  price: product.price.amount,
  name: sortableName(product.name),
  createdAt: product.createdAt,
  available: product.stock.available,
  sold: product.stock.sold,
});

const compareRanks = (a: string | number, b: string | number): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

export const compare = (a: Place, b: Place): number => compareRanks(a.rank, b.rank) || compareRanks(a.id, b.id);

/** Orders rows by rank, then by id, so that no two stand at the same place. */
export const byRank =
  (rankOf: RankOf) =>
  (a: Row, b: Row): number =>
    compareRanks(rankOf(a), rankOf(b)) || compareRanks(a.id, b.id);

/** True for the rows that a query's filters let through. */
export const filterOf =
  ({ category, minPrice = 0, maxPrice = Number.POSITIVE_INFINITY, inStock }: ProductQuery) =>
  (row: Row): boolean =>
    (category === undefined || row.category === category) &&
    row.price >= minPrice &&
    row.price <= maxPrice &&
    (inStock === undefined || row.available > 0 === (inStock === 'true'));

type Order = Pick<ProductQuery, 'sort'>['sort'];

export const encodeCursor = (sort: Order, { rank, id }: Place): string =>
  Buffer.from(JSON.stringify([sort, rank, id])).toString('base64url');

/** Refuses a cursor that is not ours, or of another order. */
export const decodeCursor = (sort: Order, cursor: string): Place => {
  const parsed = parse(cursor);
  if (Array.isArray(parsed) && parsed.length === 3 && parsed[0] === sort) {
    const [, rank, id] = parsed as unknown[];
    const fits = sort === 'name' || sort === 'newest' ? typeof rank === 'string' : typeof rank === 'number';
    if (typeof id === 'string' && fits) return { rank: rank as string | number, id };
  }
  throw errors.invalid([{ in: 'query', pointer: '/cursor', message: 'is not a cursor of this listing' }]);
};

const parse = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

export interface Slice {
  readonly ids: readonly string[];
  readonly total: number;
  /** Null when nothing follows. */
  readonly last: Place | null;
}

export interface SliceRequest {
  readonly rankOf: RankOf;
  readonly matches: (row: Row) => boolean;
  readonly limit: number;
  readonly after: Place | undefined;
  /** Reads the rows, which rise, from their end. */
  readonly falling: boolean;
}

/**
 * One page of rows in order: those behind `after` that the filter lets through, and how many it lets through in all. The
 * place is a key, not a number, so rows that come and go neither hide nor repeat others.
 */
export const slice = (rows: readonly Row[], { rankOf, matches, limit, after, falling }: SliceRequest): Slice => {
  const placeOf = (row: Row): Place => ({ rank: rankOf(row), id: row.id });
  const found: Row[] = [];
  let total = 0;
  let reached = after === undefined;
  let more = false;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[falling ? rows.length - 1 - i : i];
    if (!row || !matches(row)) continue;
    total += 1;
    reached ||= after !== undefined && isBehind(placeOf(row), after, falling);
    if (!reached) continue;
    if (found.length < limit) found.push(row);
    else more = true;
  }
  const last = found.at(-1);
  return { ids: found.map((row) => row.id), total, last: more && last ? placeOf(last) : null };
};

const isBehind = (place: Place, after: Place, falling: boolean): boolean => {
  const order = compare(place, after);
  return falling ? order < 0 : order > 0;
};
