export * from './set-latest.ts';
