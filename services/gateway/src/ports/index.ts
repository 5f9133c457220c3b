export type * from './forwarder.ts';
