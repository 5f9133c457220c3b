export * from './caller.ts';
export * from './jwks-verifier.ts';
