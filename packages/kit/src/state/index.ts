export * from './notes.ts';
export * from './state-store.ts';
