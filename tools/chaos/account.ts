import { userApi } from '@mercato/contracts/user';
import { register } from '../../tests/support/letters.ts';
import type { ShopClient } from '../../tests/support/shop-client.ts';
import type { Credentials } from '../seed/shop-client.ts';

/** Somebody who signs in again before the access token ends, however long the run. */
export class Account {
  readonly #shop: ShopClient;
  readonly #credentials: Credentials;
  #client: ShopClient | undefined;
  #signInAt = 0;
  #signingIn: Promise<ShopClient> | undefined;
  /** Known once signed in by `register`. */
  userId = '';

  constructor(shop: ShopClient, credentials: Credentials) {
    this.#shop = shop;
    this.#credentials = credentials;
  }

  static async register(shop: ShopClient, name: string): Promise<Account> {
    const credentials = { email: `${name}@example.com`, password: 'correct horse battery' };
    const user = await register(shop, { username: name, ...credentials });
    const account = new Account(shop, credentials);
    account.userId = user.id;
    await account.client();
    return account;
  }

  /** The old token is good for a while yet, should the shop not let us in just now. */
  async client(): Promise<ShopClient> {
    if (this.#client && Date.now() < this.#signInAt) return this.#client;
    this.#signingIn ??= this.#signIn().finally(() => (this.#signingIn = undefined));
    return this.#client ? this.#signingIn.catch(() => this.#client ?? this.#shop) : this.#signingIn;
  }

  async #signIn(): Promise<ShopClient> {
    const tokens = await this.#shop.expect(userApi.login, 200, { body: this.#credentials });
    this.#signInAt = Date.now() + (tokens.expiresIn * 1_000) / 2;
    this.#client = this.#shop.as(tokens.accessToken);
    return this.#client;
  }
}
