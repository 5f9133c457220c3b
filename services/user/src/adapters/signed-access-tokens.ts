import { type KeyRing, parseKeyRing, RotatingSecret, type Secrets, signingAt, acceptedAt } from '@mercato/kit/secrets';
import type { Clock } from '@mercato/kit/time';
import { calculateJwkThumbprint, type CryptoKey, exportJWK, importPKCS8, type JWTPayload, SignJWT } from 'jose';
import type { AccessToken, AccessTokens, Bearer, PublicKey } from '../ports/index.ts';

interface SigningKey {
  readonly from: number;
  readonly key: CryptoKey;
  readonly kid: string;
  readonly publicKey: PublicKey;
}

export interface SignedAccessTokensOptions {
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly issuer: string;
  readonly audience: string;
  /** Keys that could not be read again; the ones before serve on. */
  readonly failed?: (error: unknown) => void;
}

const lifetime = 15 * 60;
/** A key that was revoked is good for nothing soon after. */
const serviceLifetime = 5 * 60;

const claimsOf = ({ role, sessionId: sid, scopes }: Bearer): JWTPayload => ({
  role,
  ...(sid === undefined ? {} : { sid }),
  ...(scopes === undefined ? {} : { scope: scopes.join(' ') }),
});
/** A replica whose clock is behind may sign with a key a little after its time. */
const skewSeconds = 60;

const importKey = async (pem: string, from: number): Promise<SigningKey> => {
  const key = await importPKCS8(pem, 'ES256', { extractable: true });
  const { kty, crv, x, y } = await exportJWK(key);
  if (kty === undefined || crv === undefined || x === undefined || y === undefined) throw new Error('no EC key');
  const kid = await calculateJwkThumbprint({ kty, crv, x, y });
  return { from, key, kid, publicKey: { kty, crv, x, y, kid, alg: 'ES256', use: 'sig' } };
};

const importRing = async (text: string): Promise<KeyRing<SigningKey>> => {
  const [first, ...others] = parseKeyRing(text);
  const imported = ({ key, from }: typeof first): Promise<SigningKey> => importKey(key, from);
  return [await imported(first), ...(await Promise.all(others.map(imported)))];
};

/**
 * JWTs (RFC 9068) signed with ES256 by a key of the ring in the secret `jwt-signing-key`; `kid` is its RFC 7638
 * thumbprint. A key is published as soon as it is in the ring, signs from its time on, and stays published until the
 * last token that it signed has expired. One that is taken out of the ring is not trusted any more.
 */
export class SignedAccessTokens implements AccessTokens {
  readonly #options: SignedAccessTokensOptions;
  readonly #ring: RotatingSecret<KeyRing<SigningKey>>;

  constructor(options: SignedAccessTokensOptions) {
    this.#options = options;
    const { secrets, clock, failed } = options;
    const rotation = failed ? { failed } : {};
    this.#ring = new RotatingSecret({ secrets, name: 'jwt-signing-key', parse: importRing, clock, ...rotation });
  }

  async issue(bearer: Bearer): Promise<AccessToken> {
    const { clock, issuer, audience } = this.#options;
    const { key, kid } = signingAt(await this.#ring.get(), clock.now());
    const now = Math.floor(clock.now() / 1000);
    const expiresIn = bearer.role === 'service' ? serviceLifetime : lifetime;
    const token = await new SignJWT(claimsOf(bearer))
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'at+jwt' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(bearer.id)
      .setIssuedAt(now)
      .setExpirationTime(now + expiresIn)
      .sign(key);
    return { token, expiresIn };
  }

  async publicKeys(): Promise<readonly PublicKey[]> {
    const ring = await this.#ring.get();
    const accepted = acceptedAt(ring, this.#options.clock.now(), (lifetime + skewSeconds) * 1000);
    return accepted.map(({ publicKey }) => publicKey);
  }
}
