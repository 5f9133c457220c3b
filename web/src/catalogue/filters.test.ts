import { describe, expect, it } from 'vitest';
import { filtersIn, searchPath } from './filters.ts';

describe('the address of a search', () => {
  it.each([
    [{}, '/search'],
    [{ q: 'tea & kettle' }, '/search?q=tea+%26+kettle'],
    [
      { category: 'kitchen', sort: '-price', minPrice: 100, maxPrice: 2_000, inStock: 'true' },
      '/search?category=kitchen&sort=-price&minPrice=100&maxPrice=2000&inStock=true',
    ],
  ] as const)('%j comes back from it', (filters, address) => {
    const path = searchPath(filters);
    expect(path).toBe(address);
    expect(filtersIn(path.slice('/search'.length))).toEqual(filters);
  });

  it.each([
    '?sort=worst',
    '?minPrice=-1',
    '?maxPrice=1e9',
    '?category=../x',
    '?inStock=maybe',
    '?q=%20',
    '?sort=relevance',
  ])('%s says nothing', (search) => expect(filtersIn(search)).toEqual({}));
});
