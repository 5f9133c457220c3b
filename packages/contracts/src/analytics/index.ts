export * from './api.ts';
export * from './schemas.ts';
