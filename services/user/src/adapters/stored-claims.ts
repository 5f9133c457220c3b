import { DomainError, errors } from '@mercato/kit/errors';
import type { StateStore, Stored, Written } from '@mercato/kit/state';
import type { Clock } from '@mercato/kit/time';
import { type Claim, type ClaimName, holdTime } from '../domain/claim.ts';
import type { Claims } from '../ports/index.ts';

export interface StoredClaimsOptions {
  readonly store: StateStore;
  readonly clock: Clock;
  /** Whether the account points to the name, by a strong read. */
  readonly pointsTo: (ownerId: string, name: ClaimName) => Promise<boolean>;
}

const attempts = 10;
const keyOf = (name: ClaimName): string => `claim:${name}`;

/** Claims as single items `claim:<kind>:<value>`. No TTL: a hold ends by our clock, and a used name never does. */
export class StoredClaims implements Claims {
  readonly #store: StateStore;
  readonly #clock: Clock;
  readonly #pointsTo: StoredClaimsOptions['pointsTo'];

  constructor(options: StoredClaimsOptions) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#pointsTo = options.pointsTo;
  }

  async hold(name: ClaimName, ownerId: string): Promise<'held' | 'taken'> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const stored = await this.#store.get<Claim>(keyOf(name));
      if (stored && (await this.#belongsToAnother(stored.value, name, ownerId))) return 'taken';
      // One's own claim is written again too: its new ETag defeats whoever decided on an older reading of our account.
      if ((await this.#write(name, ownerId, stored)) === 'written') return 'held';
    }
    throw errors.contended(keyOf(name));
  }

  async release(name: ClaimName, ownerId: string): Promise<void> {
    const stored = await this.#store.get<Claim>(keyOf(name));
    if (stored?.value.ownerId !== ownerId || (await this.#pointsTo(ownerId, name))) return;
    await this.#store.remove(keyOf(name), stored.etag);
  }

  async ownerOf(name: ClaimName): Promise<string | undefined> {
    return (await this.#store.get<Claim>(keyOf(name)))?.value.ownerId;
  }

  async #belongsToAnother(claim: Claim, name: ClaimName, ownerId: string): Promise<boolean> {
    if (claim.ownerId === ownerId) return false;
    return claim.heldUntil > this.#clock.now() || this.#pointsTo(claim.ownerId, name);
  }

  async #write(name: ClaimName, ownerId: string, stored: Stored<Claim> | undefined): Promise<Written> {
    const claim: Claim = { ownerId, heldUntil: this.#clock.now() + holdTime };
    try {
      return await (stored
        ? this.#store.replace(keyOf(name), claim, stored.etag)
        : this.#store.create(keyOf(name), claim));
    } catch (error) {
      // Written or not, nobody knows: reading again shows whose it is.
      if (error instanceof DomainError && error.code === 'dependency.timeout') return 'conflict';
      throw error;
    }
  }
}
