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
}

/** A row at its place in one order; both numbers and texts rise. */
export interface Ranked {
  readonly row: Row;
  readonly rank: string | number;
}

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
});

export const compare = (a: Place, b: Place): number => {
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
};

export const placeOf = ({ row, rank }: Ranked): Place => ({ rank, id: row.id });

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

/**
 * One page of rows in order: those behind `after` that the filter lets through, and how many it lets through in all. The
 * place is a key, not a number, so rows that come and go neither hide nor repeat others.
 */
export const slice = (
  rows: Iterable<Ranked>,
  matches: (row: Row) => boolean,
  page: { readonly limit: number; readonly after: Place | undefined; readonly falling: boolean },
): Slice => {
  const found: Ranked[] = [];
  let total = 0;
  let more = false;
  for (const ranked of rows) {
    if (!matches(ranked.row)) continue;
    total += 1;
    if (more || (page.after && !isBehind(placeOf(ranked), page.after, page.falling))) continue;
    if (found.length === page.limit) more = true;
    else found.push(ranked);
  }
  const last = found.at(-1);
  return { ids: found.map((r) => r.row.id), total, last: more && last ? placeOf(last) : null };
};

const isBehind = (place: Place, after: Place, falling: boolean): boolean => {
  const order = compare(place, after);
  return falling ? order < 0 : order > 0;
};
