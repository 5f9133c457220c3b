import { isRefusal } from '@mercato/kit/errors';
import { acceptedAt, type KeyRing, parseKeyRing, RotatingSecret, type Secrets, signingAt } from '@mercato/kit/secrets';
import type { Clock } from '@mercato/kit/time';
import { type GuestToken, guestTokenSeconds, readGuestToken, signGuestToken } from '../domain/guest-token.ts';
import type { GuestTokens } from '../ports/guest-tokens.ts';

export interface SignedGuestTokensOptions {
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** Keys that could not be read again; the ones before serve on. */
  readonly failed?: (error: unknown) => void;
}

/**
 * Guest tokens signed by a key of the ring in the secret `guest-signing-key`. What an earlier key of the ring signed is
 * good until it expires by itself, so that a rotation costs no guest the cart.
 */
export class SignedGuestTokens implements GuestTokens {
  readonly #ring: RotatingSecret<KeyRing>;
  readonly #clock: Clock;

  constructor({ secrets, clock, failed }: SignedGuestTokensOptions) {
    const rotation = failed ? { failed } : {};
    this.#ring = new RotatingSecret({ secrets, name: 'guest-signing-key', parse: parseKeyRing, clock, ...rotation });
    this.#clock = clock;
  }

  async sign(token: GuestToken): Promise<string> {
    return signGuestToken(token, signingAt(await this.#ring.get(), this.#clock.now()).key);
  }

  async read(token: string): Promise<GuestToken> {
    const known = await this.#ring.get();
    try {
      return this.#read(token, known);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      // Another replica may have signed it by a key that came after our last reading.
      const renewed = await this.#ring.renewed();
      if (renewed === known) throw error;
      return this.#read(token, renewed);
    }
  }

  async loadKey(): Promise<void> {
    await this.#ring.get();
  }

  #read(token: string, ring: KeyRing): GuestToken {
    const now = this.#clock.now();
    const accepted = acceptedAt(ring, now, guestTokenSeconds * 1000);
    return readGuestToken(
      token,
      accepted.map(({ key }) => key),
      Math.floor(now / 1000),
    );
  }
}
