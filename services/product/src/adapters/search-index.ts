import type { Product, ProductQuery } from '@mercato/contracts/product';
import { hashOf } from '@mercato/kit/ids';
import MiniSearch from 'minisearch';
import {
  byRank,
  decodeCursor,
  encodeCursor,
  filterOf,
  type RankOf,
  type Row,
  slice,
  toRow,
} from '../domain/listing.ts';
import { SortedRows } from './sorted-rows.ts';

interface Text {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly sku: string;
}

export interface Found {
  readonly ids: readonly string[];
  readonly total: number;
  readonly nextCursor: string | null;
}

// Each further term costs a walk through the index, and nobody types more; the rest of a query is not looked at.
const mostTerms = 8;
// In nearly every description, so they would select nothing and cost the most.
const fillers = new Set('a an and are as at be by for from in is it of on or our that the to with your'.split(' '));

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
/** Words without case and accents. A number behind a hyphen belongs to its word: KIT-000042 is one article. */
const termsOf = (text: string): string[] =>
  plain(text)
    .replace(/-(?=\p{L}*\p{N})/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((term) => term !== '' && !fillers.has(term));

const newIndex = (): MiniSearch<Text> =>
  new MiniSearch<Text>({
    fields: ['name', 'description', 'category', 'sku'],
    tokenize: termsOf,
    processTerm: (term) => term,
    searchOptions: {
      tokenize: (query) => termsOf(query).slice(0, mostTerms),
      boost: { name: 3, sku: 3, category: 2 },
      combineWith: 'AND',
      prefix: (term) => term.length > 1,
      // A digit mistyped is another article, not a spelling.
      fuzzy: (term: string) => (/\d/.test(term) ? false : 0.1),
      maxFuzzy: 2,
    },
  });

const textOf = ({ id, name, description, category, sku }: Product): Text => ({ id, name, description, category, sku });
const sorting = { 'best-selling': 'sold', price: 'price', '-price': 'price', name: 'name', newest: 'newest' } as const;
const fallingSorts: ReadonlySet<string> = new Set(['best-selling', '-price', 'newest']);

/** The catalogue in memory, for searching, filtering and ordering; products themselves are not kept here. */
export class SearchIndex {
  readonly #text = newIndex();
  readonly #textHashes = new Map<string, string>();
  readonly #rows = new Map<string, Row>();
  readonly #categories = new Map<string, number>();
  #inStock = 0;
  readonly #sorted = {
    sold: new SortedRows(this.#rows, (row) => row.sold),
    price: new SortedRows(this.#rows, (row) => row.price),
    name: new SortedRows(this.#rows, (row) => row.name),
    newest: new SortedRows(this.#rows, (row) => row.createdAt),
  };

  get size(): number {
    return this.#rows.size;
  }

  get inStock(): number {
    return this.#inStock;
  }

  /** Slugs with the number of their products. */
  get categories(): ReadonlyMap<string, number> {
    return this.#categories;
  }

  put(product: Product): void {
    this.#putText(textOf(product));
    this.#replace(product.id, toRow(product));
  }

  remove(id: string): void {
    if (this.#textHashes.delete(id)) this.#text.discard(id);
    this.#replace(id, undefined);
  }

  search(query: ProductQuery): Found {
    const { limit, q = '' } = query;
    // Without a text everything is equally relevant, so the newest come first.
    const sort = q === '' && query.sort === 'relevance' ? 'newest' : query.sort;
    const after = query.cursor === undefined ? undefined : decodeCursor(sort, query.cursor);
    const passes = filterOf(query);
    const hits = q === '' ? undefined : this.#scores(q);
    const matches = hits ? (row: Row): boolean => hits.has(row.id) && passes(row) : passes;
    const { rows, rankOf } = sort === 'relevance' ? this.#byScore(hits ?? new Map()) : this.#sorted[sorting[sort]];
    const falling = fallingSorts.has(sort);
    const page = slice(rows, { rankOf, matches, limit, after, falling });
    return { ids: page.ids, total: page.total, nextCursor: page.last && encodeCursor(sort, page.last) };
  }

  #byScore(hits: ReadonlyMap<string, number>): { readonly rows: readonly Row[]; readonly rankOf: RankOf } {
    const rankOf: RankOf = (row) => -(hits.get(row.id) ?? 0);
    const rows = [...hits.keys()].flatMap((id) => this.#rows.get(id) ?? []);
    return { rows: rows.toSorted(byRank(rankOf)), rankOf };
  }

  #scores(q: string): ReadonlyMap<string, number> {
    return new Map(this.#text.search(q).map((hit) => [String(hit.id), hit.score]));
  }

  #putText(text: Text): void {
    const hash = hashOf(text);
    const before = this.#textHashes.get(text.id);
    if (before === hash) return;
    if (before !== undefined) this.#text.discard(text.id);
    this.#text.add(text);
    this.#textHashes.set(text.id, hash);
  }

  #replace(id: string, after: Row | undefined): void {
    const before = this.#rows.get(id);
    if (after) this.#rows.set(id, after);
    else this.#rows.delete(id);
    for (const sorted of Object.values(this.#sorted)) sorted.replace(before, after);
    if (before) this.#count(before, -1);
    if (after) this.#count(after, 1);
  }

  #count({ category, available }: Row, by: number): void {
    if (available > 0) this.#inStock += by;
    const products = (this.#categories.get(category) ?? 0) + by;
    if (products > 0) this.#categories.set(category, products);
    else this.#categories.delete(category);
  }
}
