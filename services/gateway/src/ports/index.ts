export type * from './forwarder.ts';
export type * from './machine-keys.ts';
export type * from './token-pool.ts';
