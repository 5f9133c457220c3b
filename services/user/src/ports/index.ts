export type * from './access-tokens.ts';
export type * from './claims.ts';
export type * from './password-hasher.ts';
export type * from './password-strength.ts';
export type * from './stores.ts';
