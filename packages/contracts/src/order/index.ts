export * from './api.ts';
export * from './messages.ts';
export * from './record.ts';
export * from './schemas.ts';
