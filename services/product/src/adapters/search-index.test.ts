import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Product, ProductQuery } from '@mercato/contracts/product';
import { product, query } from '../../test/examples.ts';
import { SearchIndex } from './search-index.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' as const });
const units = (n: number) => ({ available: n, onHand: n, reserved: 0, sold: 0, received: n });
const goods: readonly Product[] = [
  product({ id: 'p1', name: 'Copper pan', sku: 'KIT-000001', price: eur(4999), createdAt: '2026-01-01T00:00:00.000Z' }),
  product({ id: 'p2', name: 'Iron pan', sku: 'KIT-000002', price: eur(2999), createdAt: '2026-01-02T00:00:00.000Z' }),
  product({
    id: 'p3',
    name: 'Élan tent',
    sku: 'OUT-000003',
    category: 'outdoor',
    description: 'Sleeps two, with a pan',
    price: eur(19900),
    stock: units(0),
    createdAt: '2026-01-03T00:00:00.000Z',
  }),
];
const filled = (products = goods) => {
  const index = new SearchIndex();
  for (const p of products) index.put(p);
  return index;
};
const ids = (index: SearchIndex, given: Partial<ProductQuery>) => index.search(query(given)).ids;

describe('text', () => {
  it.each([
    ['copper', ['p1']],
    ['COPPER', ['p1']],
    ['cop', ['p1']],
    ['coper', ['p1']],
    ['elan', ['p3']],
    ['outdoor', ['p3']],
    ['KIT-000002', ['p2']],
    ['iron pan', ['p2']],
    ['iron tent', []],
    ['sleeps', ['p3']],
    ['!!!', []],
    ['nothing of it', []],
  ])('%s finds %j', (q, found) => {
    expect(ids(filled(), { q })).toEqual(found);
  });

  it('ranks names above descriptions', () => {
    expect(ids(filled(), { q: 'pan' }).at(-1)).toBe('p3');
  });

  it('looks at the first words only: each further one would cost a walk through the index', () => {
    expect(ids(filled(), { q: 'pan pan pan pan pan pan pan pan nonsense' })).toHaveLength(3);
  });

  it('takes a missing text as everything, the newest first', () => {
    expect(ids(filled(), {})).toEqual(['p3', 'p2', 'p1']);
    expect(ids(filled(), { q: '' })).toEqual(['p3', 'p2', 'p1']);
  });
});

describe('orders and filters', () => {
  it.each([
    [{ sort: 'price' as const }, ['p2', 'p1', 'p3']],
    [{ sort: '-price' as const }, ['p3', 'p1', 'p2']],
    [{ sort: 'name' as const }, ['p1', 'p3', 'p2']],
    [{ sort: 'newest' as const }, ['p3', 'p2', 'p1']],
    [{ sort: 'price' as const, q: 'pan' }, ['p2', 'p1', 'p3']],
    [{ sort: 'price' as const, q: 'pan', category: 'kitchen' }, ['p2', 'p1']],
    [{ sort: 'price' as const, minPrice: 3000, maxPrice: 5000 }, ['p1']],
    [{ inStock: 'true' as const, sort: 'name' as const }, ['p1', 'p2']],
    [{ inStock: 'false' as const }, ['p3']],
    [{ category: 'nowhere' }, []],
  ])('%j', (given, found) => {
    expect(ids(filled(), given)).toEqual(found);
  });
});

describe('what sells best', () => {
  const selling = (id: string, sold: number) => product({ id, stock: { ...units(9), sold, received: 9 + sold } });

  it('comes first, and moves as it is sold and given back', () => {
    const index = filled([selling('a', 1), selling('b', 7), selling('c', 0)]);
    const best = () => ids(index, { sort: 'best-selling' });
    expect(best()).toEqual(['b', 'a', 'c']);
    index.put(selling('c', 9));
    expect(best()).toEqual(['c', 'b', 'a']);
    index.put(selling('c', 2));
    expect(best()).toEqual(['b', 'c', 'a']);
  });

  it('is read page by page', () => {
    const index = filled([selling('a', 1), selling('b', 7), selling('c', 7)]);
    const { ids: first, nextCursor } = index.search(query({ sort: 'best-selling', limit: 2 }));
    expect(first).toEqual(['c', 'b']);
    expect(ids(index, { sort: 'best-selling', limit: 2, cursor: nextCursor ?? '' })).toEqual(['a']);
  });
});

describe('changes', () => {
  it('follow a product that changes, sells out and goes', () => {
    const index = filled();
    expect(ids(index, { sort: 'price' })).toEqual(['p2', 'p1', 'p3']);
    index.put({ ...goods[0]!, name: 'Silver bowl', price: eur(1), category: 'table', stock: units(0) });
    expect(ids(index, { sort: 'price' })).toEqual(['p1', 'p2', 'p3']);
    expect(ids(index, { q: 'copper' })).toEqual([]);
    expect(ids(index, { q: 'silver', category: 'table', inStock: 'false' })).toEqual(['p1']);
    expect([index.size, index.inStock, [...index.categories]]).toEqual([
      3,
      1,
      [
        ['kitchen', 1],
        ['outdoor', 1],
        ['table', 1],
      ],
    ]);
    index.remove('p1');
    index.remove('p1');
    index.remove('never');
    expect(ids(index, { sort: 'price' })).toEqual(['p2', 'p3']);
    expect(ids(index, { q: 'silver' })).toEqual([]);
    expect([index.size, index.inStock, index.categories.has('table')]).toEqual([2, 1, false]);
  });

  it('keep every order sorted', () => {
    const sorts = ['price', '-price', 'name', 'newest'] as const;
    const change = fc.record({
      id: fc.integer({ min: 0, max: 9 }).map((n) => `p${n}`),
      amount: fc.integer({ min: 0, max: 3 }),
      name: fc.constantFrom('a', 'b', 'C'),
      gone: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const followed = filled([]);
        for (const sort of sorts) ids(followed, { sort });
        for (const { id, amount, name, gone } of changes) {
          if (gone) followed.remove(id);
          else followed.put(product({ id, name, price: eur(amount) }));
        }
        const alive = new Map<string, Product>();
        for (const { id, amount, name, gone } of changes) {
          if (gone) alive.delete(id);
          else alive.set(id, product({ id, name, price: eur(amount) }));
        }
        const fresh = filled([...alive.values()]);
        for (const sort of sorts) expect(ids(followed, { sort })).toEqual(ids(fresh, { sort }));
      }),
      { numRuns: 100 },
    );
  });
});

describe('pages', () => {
  const many = filled(
    Array.from({ length: 25 }, (_, i) => product({ id: `p${i}`, name: `Pan ${i % 5}`, price: eur(i % 7) })),
  );

  it.each(['relevance', 'price', '-price', 'name', 'newest'] as const)('reach every product once by %s', (sort) => {
    for (const q of ['pan', '']) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = many.search(query({ sort, q, limit: 4, ...(cursor === undefined ? {} : { cursor }) }));
        expect(page.total).toBe(25);
        seen.push(...page.ids);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(new Set(seen).size).toBe(25);
      expect(seen).toHaveLength(25);
    }
  });

  it('neither skip nor repeat what was there all along while products come and go', () => {
    const index = filled(Array.from({ length: 6 }, (_, i) => product({ id: `p${i}`, price: eur(i * 10) })));
    const first = index.search(query({ sort: 'price', limit: 3 }));
    index.remove('p2');
    index.put(product({ id: 'early', price: eur(5) }));
    index.put(product({ id: 'late', price: eur(35) }));
    const second = index.search(query({ sort: 'price', limit: 10, cursor: first.nextCursor ?? '' }));
    expect(second.ids).toEqual(['p3', 'late', 'p4', 'p5']);
  });
});
