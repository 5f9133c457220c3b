export * from './api.ts';
export * from './audit.ts';
export * from './chaos.ts';
export * from './conservation.ts';
export * from './console.ts';
export * from './dead-letters.ts';
export * from './overview.ts';
export * from './service-map.ts';
