export * from './stored-aggregates.ts';
export * from './types.ts';
