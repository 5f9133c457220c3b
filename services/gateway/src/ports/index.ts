export type * from './forwarder.ts';
export type * from './machine-keys.ts';
