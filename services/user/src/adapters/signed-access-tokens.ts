import { errors } from '@mercato/kit/errors';
import type { Secrets } from '@mercato/kit/secrets';
import type { Clock } from '@mercato/kit/time';
import { calculateJwkThumbprint, type CryptoKey, exportJWK, importPKCS8, SignJWT } from 'jose';
import type { AccessToken, AccessTokens, PublicKey } from '../ports/index.ts';

interface SigningKey {
  readonly key: CryptoKey;
  readonly kid: string;
  readonly publicKey: PublicKey;
}

export interface SignedAccessTokensOptions {
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly issuer: string;
  readonly audience: string;
}

const lifetime = 15 * 60;
const secretName = 'jwt-signing-key';

const loadKey = async (secrets: Secrets): Promise<SigningKey> => {
  const pem = await secrets.get(secretName);
  // A broken key is a fault of the installation; its text must not reach a log through the cause.
  const key = await importPKCS8(pem, 'ES256', { extractable: true }).catch(() => {
    throw errors.unavailable(`secret ${secretName} (an EC P-256 key in PKCS8 PEM)`);
  });
  const { kty, crv, x, y } = await exportJWK(key);
  if (kty === undefined || crv === undefined || x === undefined || y === undefined)
    throw errors.unavailable(`secret ${secretName} (an EC P-256 key in PKCS8 PEM)`);
  const kid = await calculateJwkThumbprint({ kty, crv, x, y });
  return { key, kid, publicKey: { kty, crv, x, y, kid, alg: 'ES256', use: 'sig' } };
};

/** JWTs signed with ES256 by the key in the secret `jwt-signing-key`; `kid` is its RFC 7638 thumbprint. */
export class SignedAccessTokens implements AccessTokens {
  readonly #options: SignedAccessTokensOptions;
  #key: Promise<SigningKey> | undefined;

  constructor(options: SignedAccessTokensOptions) {
    this.#options = options;
  }

  async issue(user: { readonly id: string; readonly role: string }): Promise<AccessToken> {
    const { clock, issuer, audience } = this.#options;
    const { key, kid } = await this.#signingKey();
    const now = Math.floor(clock.now() / 1000);
    const token = await new SignJWT({ role: user.role })
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(user.id)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetime)
      .sign(key);
    return { token, expiresIn: lifetime };
  }

  async publicKeys(): Promise<readonly PublicKey[]> {
    return [(await this.#signingKey()).publicKey];
  }

  #signingKey(): Promise<SigningKey> {
    const loading = (this.#key ??= loadKey(this.#options.secrets));
    // A failure is not kept: the sidecar may just not be there yet.
    loading.catch(() => {
      if (this.#key === loading) this.#key = undefined;
    });
    return loading;
  }
}
