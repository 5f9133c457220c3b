import type { JWK } from 'jose';
import type { Clock } from '../time/index.ts';
import type { TokenVerifier } from './caller.ts';

/** A JSON Web Key Set (RFC 7517). */
export interface Jwks {
  readonly keys: readonly JWK[];
}

export interface JwksVerifierOptions {
  /** Reads the issuer's public keys. */
  readonly jwks: () => Promise<{ readonly keys: readonly object[] }>;
  readonly issuer: string;
  readonly audience: string;
  readonly clock: Clock;
}

/** Verifies access tokens (ES256) by the issuer's published keys. */
export const jwksVerifier = (options: JwksVerifierOptions): TokenVerifier => ({
  verify: () => Promise.reject(new Error(`not yet ${options.issuer}`)),
});
