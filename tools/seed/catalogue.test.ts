import { newProduct } from '@mercato/contracts/product';
import { id } from '@mercato/contracts/shared';
import { expect, it } from 'vitest';
import { generateCatalogue } from './catalogue.ts';
import { Random } from './random.ts';

const catalogue = generateCatalogue();

it('has 1,000 products in 12 categories, each as the contract wants it', () => {
  const contract = newProduct.extend({ id });
  expect(catalogue).toHaveLength(1_000);
  for (const product of catalogue) expect(contract.parse(product)).toEqual(product);
  expect(Map.groupBy(catalogue, (p) => p.category).size).toBe(12);
});

it('is the same each time', () => {
  expect(generateCatalogue()).toEqual(catalogue);
  expect(generateCatalogue(1_000, 7)).not.toEqual(catalogue);
});

it('has ids, article numbers, prices and stock as a shop has them', () => {
  expect([catalogue[0]?.id, catalogue[36]?.sku, catalogue.at(-1)?.id]).toEqual(['prd-0001', 'KIT-000037', 'prd-1000']);
  expect(new Set(catalogue.map((p) => p.id)).size).toBe(1_000);
  expect(new Set(catalogue.map((p) => p.sku)).size).toBe(1_000);
  for (const { price, stock } of catalogue) {
    expect(price.currency).toBe('EUR');
    expect(price.amount).toBeGreaterThan(0);
    expect(stock).toBeGreaterThanOrEqual(20);
    expect(stock).toBeLessThanOrEqual(500);
  }
});

it('has attributes that fit the category', () => {
  for (const product of catalogue) {
    expect(Object.keys(product.attributes)).toEqual(
      Object.keys(catalogue.find((p) => p.category === product.category)!.attributes),
    );
  }
  expect(catalogue.find((p) => p.category === 'books')?.attributes).toHaveProperty('pages');
});

it('grows to any size', () => {
  const large = generateCatalogue(12_000);
  expect(large.at(-1)?.id).toBe('prd-12000');
  expect(large[0]?.id).toBe('prd-00001');
});

it('draws numbers within their bounds', () => {
  const random = new Random(1);
  const drawn = Array.from({ length: 1_000 }, () => random.between(3, 5));
  expect(new Set(drawn)).toEqual(new Set([3, 4, 5]));
  expect(() => random.pick([])).toThrow('nothing to pick');
});
