import { expect, it } from 'vitest';
import { batchesOf } from './batches.ts';
import type { CatalogueProduct } from './read-products.ts';

const products = (count: number, description = ''): readonly CatalogueProduct[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `p${n}`,
    sku: `KIT-${n}`,
    name: 'Pan',
    description,
    category: 'kitchen',
    price: { amount: 100, currency: 'EUR' },
    imageUrl: '',
    attributes: {},
    stock: 1,
  }));

it('holds at most 100 products each, all of them and in order', () => {
  const all = products(250);
  expect(batchesOf(all).map((batch) => batch.length)).toEqual([100, 100, 50]);
  expect(batchesOf(all).flat()).toEqual(all);
  expect(batchesOf([])).toEqual([]);
});

it('counts bytes as they travel, and not letters', () => {
  const long = products(250, 'é'.repeat(4_000));
  for (const batch of batchesOf(long)) {
    expect(Buffer.byteLength(JSON.stringify({ products: batch }))).toBeLessThan(250_000);
  }
  expect(batchesOf(long).flat()).toEqual(long);
});
