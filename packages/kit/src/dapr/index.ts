export * from './connect.ts';
export * from './kept-failures.ts';
export * from './run-service.ts';
