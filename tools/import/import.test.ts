import { type ReadProducts, readProducts } from '@mercato/catalogue-file';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { generateCatalogue } from '../seed/catalogue.ts';
import { parseArguments } from './arguments.ts';
import { importProducts } from './import-file.ts';

const read = (...lines: readonly string[]): ReadProducts =>
  readProducts(['id,sku,name,category,price,currency,stock', ...lines].join('\n'));
const good = 'p1,KIT-000001,Pan,kitchen,49.9,EUR,10';

describe('importProducts', () => {
  const calls: { ids: readonly string[]; key: string }[] = [];
  const shop = {
    import: (products: readonly { id: string }[], key: string) => {
      calls.push({ ids: products.map((p) => p.id), key });
      return Promise.resolve();
    },
  };
  const said: string[] = [];

  beforeEach(() => {
    calls.length = 0;
    said.length = 0;
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said.push(String(text).trim());
      return true;
    });
    return () => vi.restoreAllMocks();
  });

  it('imports nothing unless every row is good', async () => {
    expect(await importProducts(shop, read(good, 'bad'), { runId: 'r', skipInvalid: false })).toBe(false);
    expect(calls).toEqual([]);
    expect(said.at(-1)).toBe('Nothing was imported: 1 bad of 2 rows (--skip-invalid imports the others).');
  });

  it('skips bad rows when told to', async () => {
    expect(await importProducts(shop, read(good, 'bad'), { runId: 'r', skipInvalid: true })).toBe(true);
    expect(calls).toEqual([{ ids: ['p1'], key: 'import-r-0' }]);
    expect(said.at(-1)).toBe('✓ 1 products imported, 1 rows skipped.');
  });

  it('sends one batch after the other, each under a key of its own', async () => {
    await importProducts(shop, { products: generateCatalogue(250), errors: [] }, { runId: 'r', skipInvalid: false });
    expect(calls.map((c) => c.ids.length)).toEqual([100, 100, 50]);
    expect(new Set(calls.map((c) => c.key)).size).toBe(3);
  });
});

describe('parseArguments', () => {
  it('wants one file', () => {
    expect(parseArguments(['a.csv', '--url', 'http://x', '--skip-invalid'])).toEqual({
      file: 'a.csv',
      url: 'http://x',
      skipInvalid: true,
    });
    expect(() => parseArguments([])).toThrow('Usage');
    expect(() => parseArguments(['a.csv', 'b.csv'])).toThrow('Usage');
  });
});
