export * from './stored-aggregates.ts';
export * from './types.ts';
export * from './stored-order-set.ts';
