import type { CatalogueProduct } from './read-products.ts';

const mostProducts = 100;
/** The shop takes 250,000 bytes a request; headers and escapes have room. */
const mostBytes = 230_000;

/** What one request may import: neither too many products, nor too many bytes. */
export const batchesOf = (products: readonly CatalogueProduct[]): readonly (readonly CatalogueProduct[])[] => {
  const encoder = new TextEncoder();
  const batches: CatalogueProduct[][] = [];
  let bytes = 0;
  for (const product of products) {
    const size = encoder.encode(JSON.stringify(product)).length + 1;
    const last = batches.at(-1);
    if (last && last.length < mostProducts && bytes + size <= mostBytes) {
      last.push(product);
      bytes += size;
    } else {
      batches.push([product]);
      bytes = size;
    }
  }
  return batches;
};
