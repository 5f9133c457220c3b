import type { Filters } from './useCatalogue.ts';

const sorts = ['relevance', 'best-selling', 'price', '-price', 'name', 'newest'] as const;
export type Sort = (typeof sorts)[number];
export const sortOptions = [
  ['relevance', 'sortRelevance'],
  ['best-selling', 'sortBest'],
  ['price', 'sortPrice'],
  ['-price', 'sortPriceDown'],
  ['name', 'sortName'],
  ['newest', 'sortNewest'],
] as const;

const isSort = (text: string | null): text is Sort => sorts.some((sort) => sort === text);
const isPrice = (text: string | null): text is string => text !== null && /^\d{1,9}$/.test(text);

/** The filters that an address names; what it says wrongly is as if it said nothing. */
export const filtersIn = (search: string): Filters => {
  const query = new URLSearchParams(search);
  const [q, category, sort] = [query.get('q')?.trim(), query.get('category'), query.get('sort')];
  const [min, max] = [query.get('minPrice'), query.get('maxPrice')];
  return {
    ...(q ? { q: q.slice(0, 200) } : {}),
    ...(category !== null && /^[a-z0-9-]{1,60}$/.test(category) ? { category } : {}),
    ...(isSort(sort) && sort !== 'relevance' ? { sort } : {}),
    ...(isPrice(min) ? { minPrice: Number(min) } : {}),
    ...(isPrice(max) ? { maxPrice: Number(max) } : {}),
    ...(query.get('inStock') === 'true' ? { inStock: 'true' as const } : {}),
  };
};

/** The address of a search. */
export const searchPath = (filters: Filters): string => {
  const entries = Object.entries(filters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const query = new URLSearchParams(entries).toString();
  return query === '' ? '/search' : `/search?${query}`;
};
