export * from './base-config.ts';
export * from './load-config.ts';
export * from './origins.ts';
export * from './secret.ts';
