import type { ProductQuery } from '@mercato/contracts/product';
import { generateCatalogue } from '../../../tools/seed/catalogue.ts';
import { SearchIndex } from '../src/adapters/search-index.ts';
import { product, query } from './examples.ts';

// Run by hand: node --expose-gc services/product/test/measure-search.ts [products …]. The numbers stand in the README.
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 100_000];
const rounds = 40;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
/** Time on the processor: what else the machine does must not count. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
const heapMb = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1_048_576;
};

const questions: readonly (readonly [string, Partial<ProductQuery>])[] = [
  ['no text, newest', {}],
  ['by name, category and price', { sort: 'name', category: 'kitchen', minPrice: 1_000, maxPrice: 9_000 }],
  ['one rare word', { q: 'KIT-000001' }],
  ['two words', { q: 'copper kettle' }],
  ['a prefix of much', { q: 'co' }],
  ['a misspelt word', { q: 'keyboarrd' }],
  ['a word of every product, by price', { q: 'line', sort: 'price' }],
  ['eight words', { q: 'steel knife daily cooking easy clean made line' }],
];

const timeOf = (work: () => unknown): readonly [median: number, worst: number] => {
  const times = Array.from({ length: rounds }, () => {
    const begun = cpuMs();
    work();
    return cpuMs() - begun;
  }).toSorted((a, b) => a - b);
  return [times[rounds >> 1] ?? 0, times.at(-1) ?? 0];
};

const measure = (size: number): void => {
  const goods = generateCatalogue(size).map(({ stock, ...details }) =>
    product({ ...details, stock: { available: stock, onHand: stock, reserved: 0, sold: 0, received: stock } }),
  );
  const before = heapMb();
  const index = new SearchIndex();
  const begun = cpuMs();
  for (const one of goods) index.put(one);
  const built = cpuMs() - begun;
  say(`${size} products: index ${(heapMb() - before).toFixed(0)} MB, built in ${built.toFixed(0)} ms of CPU`);
  for (const [name, given] of questions) {
    const [median, worst] = timeOf(() => index.search(query(given)));
    say(`  ${name}: ${median.toFixed(2)} ms, worst ${worst.toFixed(2)} ms, ${index.search(query(given)).total} found`);
  }
  let turn = 0;
  const [sold] = timeOf(() => {
    const one = goods[turn++ % goods.length];
    if (one) index.put({ ...one, stock: { ...one.stock, available: turn } });
  });
  const [renamed] = timeOf(() => {
    const one = goods[turn++ % goods.length];
    if (one) index.put({ ...one, name: `Renamed ${turn}`, price: { amount: turn, currency: 'EUR' } });
  });
  say(`  a change of stock ${sold.toFixed(3)} ms, of name and price ${renamed.toFixed(3)} ms`);
};

for (const size of sizes) measure(size);
