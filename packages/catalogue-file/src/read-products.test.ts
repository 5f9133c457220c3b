import { describe, expect, it } from 'vitest';
import { readProducts } from './read-products.ts';

const header = 'id,sku,name,description,category,price,currency,stock,imageUrl,attr:colour,attr:pages,attr:vegan';
const good = 'p1,KIT-000001,"Pan, large",Heats,kitchen,49.9,EUR,10,,red,12,true';
const csv = (...rows: readonly string[]): string => [header, ...rows].join('\n');
const problems = (text: string): readonly string[] =>
  readProducts(text).errors.map((e) => `${e.line} ${e.field}: ${e.message}`);

describe('readProducts', () => {
  it('reads a product with its attributes', () => {
    expect(readProducts(`\uFEFF${csv(good)}`)).toEqual({
      errors: [],
      products: [
        {
          id: 'p1',
          sku: 'KIT-000001',
          name: 'Pan, large',
          description: 'Heats',
          category: 'kitchen',
          price: { amount: 4990, currency: 'EUR' },
          imageUrl: '',
          attributes: { colour: 'red', pages: 12, vegan: true },
          stock: 10,
        },
      ],
    });
  });

  it.each([
    ['0.1', 'EUR', 10],
    ['19.99', 'EUR', 1999],
    ['1.005', 'EUR', undefined],
    ['1200', 'JPY', 1200],
    ['1200.5', 'JPY', undefined],
    ['12,90', 'EUR', undefined],
    ['-1', 'EUR', undefined],
    ['', 'EUR', undefined],
    ['1e3', 'EUR', undefined],
  ])('reads the price %s %s as %s', (price, currency, amount) => {
    const { products } = readProducts(csv(`p1,KIT-000001,Pan,,kitchen,"${price}",${currency},1,,,,`));
    expect(products[0]?.price.amount).toBe(amount);
  });

  it('reports every bad row with line and field', () => {
    const text = csv(
      good,
      'p2,kit,Pan,,kitchen,1,EUR,1,,,,',
      '"p3","KIT-000003","a\nb",,kitchen,x,EUR,many,,,,',
      'p4,KIT-000004,Pan',
      'p1,KIT-000001,Pan,,kitchen,1,EUR,1,,,,',
      'p5,KIT-000005,Pan,,kitchen,1,BTC,1,,,,',
    );
    const found = problems(text);
    expect(found[0]).toMatch(/^3 sku: /);
    expect(found.some((p) => /^\d name: must not contain control characters/.test(p))).toBe(true);
    expect(found.some((p) => p.endsWith('price: must be an amount like 12.90'))).toBe(true);
    expect(found.some((p) => p.endsWith('stock: must be a whole number'))).toBe(true);
    expect(found.some((p) => p.endsWith('(row): the header has 12 columns, this row 3'))).toBe(true);
    expect(found.some((p) => p.endsWith('id: is in line 2 too'))).toBe(true);
    expect(found.some((p) => p.includes('currency: '))).toBe(true);
    expect(readProducts(text).products.map((p) => p.id)).toEqual(['p1']);
  });

  it('reports what is wrong with the header', () => {
    expect(problems('id,sku,name,category,price,stock,stock,colour\n')).toEqual([
      '1 currency: the column is missing',
      '1 colour: there is no such column',
      '1 stock: the column is there twice',
    ]);
    expect(problems('')).toHaveLength(7);
  });
});
