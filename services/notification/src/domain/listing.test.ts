import { describe, expect, it } from 'vitest';
import {
  cursorOf,
  dueForPage,
  emptyHead,
  type ListingHead,
  pageSize,
  pagesOf,
  positionOf,
  windowOf,
  withoutPage,
} from './listing.ts';

const head = (pages: number, count: number, size = pageSize): ListingHead => ({
  pages,
  size,
  ids: Array.from({ length: count }, (_, i) => `n${pages * size + i}`),
});

describe('the listing’s head', () => {
  it('gives its oldest half away once it is long enough', () => {
    expect(dueForPage(head(0, 2 * pageSize - 1))).toBeUndefined();
    expect(dueForPage(head(3, 2 * pageSize))).toEqual(head(3, pageSize).ids);
  });

  it('drops a page once, whoever moved it', () => {
    const after = withoutPage(head(3, 2 * pageSize), 3);
    expect(after).toEqual(head(4, pageSize));
    expect(withoutPage(after, 3)).toBe(after);
  });
});

describe('a head that does not say how long its pages are', () => {
  const { pages, ids } = head(3, 200, 100);

  it('has those of a hundred, as all had', () => {
    expect(dueForPage({ pages, ids: ids.slice(1) })).toBeUndefined();
    expect(dueForPage({ pages, ids })).toEqual(ids.slice(0, 100));
    expect(withoutPage({ pages, ids }, 3)).toEqual({ pages: 4, ids: ids.slice(100) });
    expect(windowOf({ pages, ids }, 10, undefined)).toEqual({ start: 490, end: 500 });
    expect(pagesOf({ start: 199, end: 301 }, { pages, ids })).toEqual([1, 2]);
  });
});

describe('a window', () => {
  it.each([
    [head(0, 5), 3, undefined, { start: 2, end: 5 }, []],
    [head(2, 10), 10, undefined, { start: 40, end: 50 }, []],
    [head(2, 10), 11, undefined, { start: 39, end: 50 }, [1]],
    [head(2, 10), 20, 30, { start: 10, end: 30 }, [0, 1]],
    [head(2, 10), 20, 20, { start: 0, end: 20 }, [0]],
    [head(2, 10), 20, 0, { start: 0, end: 0 }, []],
    [emptyHead, 20, undefined, { start: 0, end: 0 }, []],
  ])('over %# touches no more pages than it must', (over, limit, before, window, pages) => {
    expect(windowOf(over, limit, before)).toEqual(window);
    expect(pagesOf(window, over)).toEqual(pages);
  });
});

describe('a cursor', () => {
  it('reads back as the position it was made of, and nothing else does', () => {
    expect([0, 1, 99_999].map((n) => positionOf(cursorOf(n)))).toEqual([0, 1, 99_999]);
    expect(['', 'n1', 'bjAx', `${cursorOf(1)}=`].map(positionOf)).toEqual([undefined, undefined, undefined, undefined]);
  });
});
