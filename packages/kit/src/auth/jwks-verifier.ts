import { decodeProtectedHeader, errors as joseErrors, type JWTPayload, jwtVerify } from 'jose';
import type { Clock } from '../time/index.ts';
import type { Caller, TokenVerifier } from './caller.ts';
import { authErrors } from './errors.ts';
import { type Jwks, PublishedKeys } from './published-keys.ts';
import { VerifiedTokens } from './verified-tokens.ts';

export interface JwksVerifierOptions {
  /** Reads the issuer's public keys. */
  readonly jwks: () => Promise<Jwks>;
  readonly issuer: string;
  readonly audience: string;
  readonly clock: Clock;
}

/** Verifies access tokens (ES256 and nothing else) by the issuer's published keys. */
export const jwksVerifier = (options: JwksVerifierOptions): TokenVerifier => {
  const keys = new PublishedKeys(options.jwks, options.clock);
  const verified = new VerifiedTokens(options.clock);
  return {
    verify: async (token) => {
      const known = verified.find(token);
      if (known) return known;
      const claims = await claimsOf(token, keys, options);
      const caller = callerOf(claims);
      verified.remember(token, caller, (claims.exp ?? 0) * 1000);
      return caller;
    },
  };
};

const claimsOf = async (token: string, keys: PublishedKeys, options: JwksVerifierOptions): Promise<JWTPayload> => {
  const key = await keys.find(keyIdOf(token));
  if (!key) throw authErrors.invalid();
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['ES256'],
      // Whatever else the issuer may sign one day is no access token (RFC 9068).
      typ: 'at+jwt',
      issuer: options.issuer,
      audience: options.audience,
      requiredClaims: ['exp', 'sub'],
      currentDate: new Date(options.clock.now()),
    });
    return payload;
  } catch (error) {
    if (error instanceof joseErrors.JOSEError || error instanceof TypeError) throw authErrors.invalid(error);
    throw error;
  }
};

const keyIdOf = (token: string): string => {
  try {
    const { kid, alg } = decodeProtectedHeader(token);
    if (alg === 'ES256' && kid !== undefined) return kid;
  } catch (error) {
    throw authErrors.invalid(error);
  }
  throw authErrors.invalid();
};

const callerOf = ({ sub, role, sid, scope }: JWTPayload): Caller => {
  const session = typeof sid === 'string' ? { sessionId: sid } : {};
  if (sub && (role === 'user' || role === 'admin')) return { userId: sub, role, ...session };
  if (sub && role === 'service' && typeof scope === 'string') return { userId: sub, role, scopes: scope.split(' ') };
  throw authErrors.invalid();
};
