export * from './incoming.ts';
export * from './outgoing.ts';
