export * from './admit-caller.ts';
export * from './api-key.ts';
export * from './authenticate.ts';
export * from './caller.ts';
export * from './errors.ts';
export * from './jwks-verifier.ts';
export type { Jwks } from './published-keys.ts';
