import type { Secrets } from '@mercato/kit/secrets';
import type { Clock } from '@mercato/kit/time';
import { type GuestToken, readGuestToken, signGuestToken } from '../domain/guest-token.ts';
import type { GuestTokens } from '../ports/guest-tokens.ts';

export interface SignedGuestTokensOptions {
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/** Guest tokens signed with the secret `guest-signing-key`, which is read once. */
export class SignedGuestTokens implements GuestTokens {
  readonly #secrets: Secrets;
  readonly #clock: Clock;
  #key: string | undefined;

  constructor({ secrets, clock }: SignedGuestTokensOptions) {
    this.#secrets = secrets;
    this.#clock = clock;
  }

  async sign(token: GuestToken): Promise<string> {
    return signGuestToken(token, await this.loadKey());
  }

  async read(token: string): Promise<GuestToken> {
    return readGuestToken(token, await this.loadKey(), Math.floor(this.#clock.now() / 1000));
  }

  async loadKey(): Promise<string> {
    this.#key ??= await this.#secrets.get('guest-signing-key');
    return this.#key;
  }
}
