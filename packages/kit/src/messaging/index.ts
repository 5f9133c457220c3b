export * from './dead-letters.ts';
export * from './failures.ts';
export * from './incoming.ts';
export * from './outgoing.ts';
