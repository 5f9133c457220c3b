export * from './breaker.ts';
export * from './bulkhead.ts';
export * from './call-limits.ts';
export * from './degraded-cache.ts';
