export * from './state-idempotency.ts';
export * from './types.ts';
