export * from './bites.ts';
export * from './faulty-twins.ts';
export * from './history.ts';
export * from './interleaved-store.ts';
export * from './linearizable.ts';
