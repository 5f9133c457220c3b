import { describe, expect, it } from 'vitest';
import { product, query } from '../../test/examples.ts';
import {
  byRank,
  compare,
  decodeCursor,
  encodeCursor,
  filterOf,
  type Row,
  slice,
  sortableName,
  toRow,
} from './listing.ts';

const row = (id: string, amount: number, available = 1) =>
  toRow(
    product({
      id,
      price: { amount, currency: 'EUR' },
      stock: { available, onHand: available, reserved: 0, sold: 0, received: available },
    }),
  );

describe('sortableName', () => {
  it('ignores case and accents', () => {
    expect(sortableName('Émile')).toBe('emile');
  });

  it('fits into a cursor, whatever is in the name', () => {
    for (const name of ['x'.repeat(200), '漢'.repeat(200), '😀'.repeat(200), `${'a'.repeat(59)}😀`]) {
      const place = { rank: sortableName(name), id: 'p'.repeat(64) };
      const cursor = encodeCursor('name', place);
      expect(cursor.length).toBeLessThanOrEqual(512);
      expect(decodeCursor('name', cursor)).toEqual(place);
    }
  });
});

describe('cursor', () => {
  it.each([
    ['of another order', encodeCursor('price', { rank: 5, id: 'a' })],
    ['that is not JSON', 'AAAA'],
    ['with the wrong rank', Buffer.from('["name",5,"a"]').toString('base64url')],
    ['with the wrong id', Buffer.from('["name","x",5]').toString('base64url')],
  ])('%s is refused, naming the field', (_, cursor) => {
    expect(() => decodeCursor('name', cursor)).toThrow('query/cursor: is not a cursor of this listing');
  });
});

describe('filterOf', () => {
  it.each([
    [{ category: 'kitchen' }, true],
    [{ category: 'garden' }, false],
    [{ minPrice: 500, maxPrice: 500 }, true],
    [{ minPrice: 501 }, false],
    [{ maxPrice: 499 }, false],
    [{ inStock: 'true' as const }, true],
    [{ inStock: 'false' as const }, false],
  ])('%j is %s', (given, passes) => {
    expect(filterOf(query(given))(row('a', 500))).toBe(passes);
  });

  it('finds what is sold out', () => {
    expect(filterOf(query({ inStock: 'false' }))(row('a', 500, 0))).toBe(true);
  });
});

describe('slice', () => {
  const rows = [row('a', 1), row('b', 2), row('c', 2), row('d', 3)];
  const given = { rankOf: (r: Row) => r.price, matches: () => true, limit: 2, after: undefined, falling: false };

  it('walks through all rows, each once, and counts them', () => {
    const first = slice(rows, given);
    expect(first).toEqual({ ids: ['a', 'b'], total: 4, last: { rank: 2, id: 'b' } });
    const second = slice(rows, { ...given, after: first.last ?? undefined });
    expect(second).toEqual({ ids: ['c', 'd'], total: 4, last: null });
  });

  it('counts what matches before the page too', () => {
    const page = slice(rows, { ...given, matches: (r) => r.id !== 'c', after: { rank: 2, id: 'b' } });
    expect(page).toEqual({ ids: ['d'], total: 3, last: null });
  });

  it('goes on behind a row that is gone, and does not repeat what came in before it', () => {
    const now = [row('0', 1), row('c', 2), row('d', 3)];
    expect(slice(now, { ...given, after: { rank: 2, id: 'b' } }).ids).toEqual(['c', 'd']);
  });

  it('falls too', () => {
    expect(slice(rows, { ...given, after: { rank: 2, id: 'c' }, falling: true }).ids).toEqual(['b', 'a']);
  });

  it('compares by rank, then by id', () => {
    expect(compare({ rank: 1, id: 'b' }, { rank: 2, id: 'a' })).toBe(-1);
    expect(compare({ rank: 1, id: 'b' }, { rank: 1, id: 'a' })).toBe(1);
    expect(compare({ rank: 1, id: 'a' }, { rank: 1, id: 'a' })).toBe(0);
    expect(rows.toReversed().toSorted(byRank((r) => r.price))).toEqual(rows);
  });
});
