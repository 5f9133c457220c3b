export * from './errors.ts';
export * from './state-idempotency.ts';
export * from './types.ts';
