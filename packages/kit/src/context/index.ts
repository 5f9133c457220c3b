export * from './context.ts';
export * from './race.ts';
