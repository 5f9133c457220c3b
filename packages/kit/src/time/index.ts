export * from './clock.ts';
export * from './rounds.ts';
