export * from './key-ring.ts';
export * from './rotating-secret.ts';
export * from './secrets.ts';
