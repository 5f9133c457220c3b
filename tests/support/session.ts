import type { Shop } from '@mercato/testkit/process';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Those of the administrator that every new shop has. */
export const firstAdminOf = ({ secrets }: Pick<Shop, 'secrets'>): Credentials => ({
  email: secrets['first-admin-email'],
  password: secrets['first-admin-password'],
});

/** What signing in gives: a token, and how many seconds it lasts. */
export interface Tokens {
  readonly accessToken: string;
  readonly expiresIn: number;
}

/** What somebody shows: a token, or what keeps one fresh. */
export type Pass = string | Session;

/** Whoever signs in again before the access token ends, however long the run. */
export class Session {
  readonly #signIn: () => Promise<Tokens>;
  #token: string | undefined;
  #renewAt = 0;
  #renewing: Promise<void> | undefined;

  constructor(signIn: () => Promise<Tokens>) {
    this.#signIn = signIn;
  }

  get token(): string | undefined {
    return this.#token;
  }

  /** The old token is good for a while yet, should the shop not let anybody in just now. */
  async renew(): Promise<void> {
    if (Date.now() < this.#renewAt) return;
    this.#renewing ??= this.#begin().finally(() => (this.#renewing = undefined));
    await (this.#token === undefined ? this.#renewing : this.#renewing.catch(() => undefined));
  }

  async #begin(): Promise<void> {
    const { accessToken, expiresIn } = await this.#signIn();
    this.#renewAt = Date.now() + (expiresIn * 1_000) / 2;
    this.#token = accessToken;
  }
}
