export * from './batches.ts';
export * from './read-products.ts';
