export * from './connect.ts';
export * from './run-service.ts';
