import { type CryptoKey, importJWK, type JWK } from 'jose';
import { runInContext } from '../context/index.ts';
import { type Clock, systemClock } from '../time/index.ts';

/** A JSON Web Key Set (RFC 7517), as far as it is trusted before it is read. */
export interface Jwks {
  readonly keys: readonly object[];
}

const refreshEveryMs = 10_000;
const retryAfterFailureMs = 1_000;
/** After this long even known keys are read again, so that one that was withdrawn stops working. */
const maxAgeMs = 600_000;
const fetchMs = 5_000;

/** The issuer's keys by id: cached, and read again for an unknown id, but never as often as a forger would like. */
export class PublishedKeys {
  readonly #read: () => Promise<Jwks>;
  readonly #clock: Clock;
  #keys: ReadonlyMap<string, CryptoKey> = new Map();
  #readAt = Number.NEGATIVE_INFINITY;
  #failure: { readonly at: number; readonly error: unknown } | undefined;
  #reading: Promise<void> | undefined;

  constructor(read: () => Promise<Jwks>, clock: Clock) {
    this.#read = read;
    this.#clock = clock;
  }

  /** The key, or undefined when the issuer has none of this id. Throws when the issuer cannot be asked. */
  async find(kid: string): Promise<CryptoKey | undefined> {
    const age = this.#clock.now() - this.#readAt;
    const known = this.#keys.get(kid);
    if (age < (known ? maxAgeMs : refreshEveryMs)) return known;
    try {
      await this.#refresh();
    } catch (error) {
      // An old key is better than no shop.
      if (!known) throw error;
    }
    return this.#keys.get(kid);
  }

  async #refresh(): Promise<void> {
    const failure = this.#failure;
    if (failure && this.#clock.now() - failure.at < retryAfterFailureMs) throw failure.error;
    this.#reading ??= this.#load().finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }

  async #load(): Promise<void> {
    try {
      // Many requests may wait for this one call, so it must not end with the deadline of the first.
      const deadline = systemClock.now() + fetchMs;
      const { keys } = await runInContext({ requestId: 'jwks', deadline }, this.#read);
      const imported = await Promise.all(keys.map(importKey));
      this.#keys = new Map(imported.filter((entry) => entry !== undefined));
      this.#readAt = this.#clock.now();
      this.#failure = undefined;
    } catch (error) {
      this.#failure = { at: this.#clock.now(), error };
      throw error;
    }
  }
}

const importKey = async (jwk: JWK): Promise<readonly [string, CryptoKey] | undefined> => {
  const { kid, kty, crv, use = 'sig', alg = 'ES256' } = jwk;
  if (kid === undefined || kty !== 'EC' || crv !== 'P-256' || use !== 'sig' || alg !== 'ES256') return undefined;
  try {
    const key = await importJWK(jwk, 'ES256');
    return key instanceof Uint8Array ? undefined : [kid, key];
  } catch {
    return undefined;
  }
};
