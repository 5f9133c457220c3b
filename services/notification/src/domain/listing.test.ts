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

const head = (pages: number, count: number): ListingHead => ({
  pages,
  ids: Array.from({ length: count }, (_, i) => `n${pages * pageSize + i}`),
});

describe('the listing’s head', () => {
  it('gives its oldest half away once it is long enough', () => {
    expect(dueForPage(head(0, 2 * pageSize - 1))).toBeUndefined();
    expect(dueForPage(head(3, 2 * pageSize))).toEqual(head(3, pageSize).ids);
  });

  it('drops a page once, whoever moved it', () => {
    const after = withoutPage(head(3, 2 * pageSize), 3);
    expect(after).toEqual({ pages: 4, ids: head(4, pageSize).ids });
    expect(withoutPage(after, 3)).toBe(after);
  });
});

describe('a window', () => {
  it.each([
    [head(0, 5), 3, undefined, { start: 2, end: 5 }, []],
    [head(2, 10), 10, undefined, { start: 200, end: 210 }, []],
    [head(2, 10), 11, undefined, { start: 199, end: 210 }, [1]],
    [head(2, 10), 100, 150, { start: 50, end: 150 }, [0, 1]],
    [head(2, 10), 100, 100, { start: 0, end: 100 }, [0]],
    [head(2, 10), 100, 0, { start: 0, end: 0 }, []],
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
