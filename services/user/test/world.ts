import { generateKeyPairSync } from 'node:crypto';
import { StoredAggregates } from '@mercato/kit/aggregate';
import type { StateStore } from '@mercato/kit/state';
import { FakeClock, MemoryPublisher, MemorySecrets, MemoryStateStore, SequentialIds } from '@mercato/testkit';
import { Argon2Hasher } from '../src/adapters/argon2-hasher.ts';
import { SignedAccessTokens } from '../src/adapters/signed-access-tokens.ts';
import { StoredClaims } from '../src/adapters/stored-claims.ts';
import { ZxcvbnStrength } from '../src/adapters/zxcvbn-strength.ts';
import type { KeyBook } from '../src/domain/api-keys.ts';
import { type Account, claimsOf } from '../src/domain/account.ts';
import { Brake } from '../src/domain/brake.ts';
import { refusals } from '../src/domain/errors.ts';
import { LoginBrake } from '../src/domain/login-brake.ts';
import type { RegistrationBook } from '../src/domain/registration.ts';
import type { SessionBook } from '../src/domain/session.ts';
import type { UserDeps } from '../src/use-cases/deps.ts';

export const newSigningKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

export const signingKey = newSigningKey();

/** The least work Argon2id accepts, so that tests do not wait for it. */
export const cheapCost = { memory: 8, passes: 1, parallelism: 1 };

export type Step = `${'get' | 'create' | 'replace' | 'remove'} ${string}`;

/** Lets a test do something just before (or after) one step on one key of the store reaches it, once. */
export class Interleaving {
  readonly #hooks = new Map<string, () => Promise<unknown>>();

  before(step: Step, hook: () => Promise<unknown>): void {
    this.#hooks.set(`before ${step}`, hook);
  }

  after(step: Step, hook: () => Promise<unknown>): void {
    this.#hooks.set(`after ${step}`, hook);
  }

  get pending(): readonly string[] {
    return [...this.#hooks.keys()];
  }

  over(store: MemoryStateStore): StateStore {
    const run = async <T>(step: Step, work: () => Promise<T>): Promise<T> => {
      await this.#take(`before ${step}`);
      const result = await work();
      await this.#take(`after ${step}`);
      return result;
    };
    return {
      get: (key) => run(`get ${key}`, () => store.get(key)),
      getMany: (keys) => store.getMany(keys),
      create: (key, value) => run(`create ${key}`, () => store.create(key, value)),
      replace: (key, value, etag) => run(`replace ${key}`, () => store.replace(key, value, etag)),
      remove: (key, etag) => run(`remove ${key}`, () => store.remove(key, etag)),
    };
  }

  async #take(step: string): Promise<void> {
    const hook = this.#hooks.get(step);
    this.#hooks.delete(step);
    await hook?.();
  }
}

export interface World extends UserDeps {
  readonly store: MemoryStateStore;
  readonly publisher: MemoryPublisher;
  readonly clock: FakeClock;
  readonly interleaving: Interleaving;
  readonly secrets: MemorySecrets;
  /** Another replica over the same store: its own queues, brake and hooks. */
  readonly replica: () => World;
}

interface Shared {
  readonly store: MemoryStateStore;
  readonly publisher: MemoryPublisher;
  readonly clock: FakeClock;
  readonly ids: SequentialIds;
}

const replicaOf = (shared: Shared): World => {
  const { store, publisher, clock, ids } = shared;
  const interleaving = new Interleaving();
  const state = interleaving.over(store);
  const secrets = new MemorySecrets({
    'jwt-signing-key': signingKey,
    'first-admin-email': 'Boss@Example.com',
    'first-admin-password': 'a first password',
  });
  const accounts = new StoredAggregates<Account>({ store: state, publisher, kind: 'user', clock });
  return {
    ...shared,
    accounts,
    interleaving,
    secrets,
    apiKeys: new StoredAggregates<KeyBook>({ store: state, publisher, kind: 'api-keys', clock }),
    registrations: new StoredAggregates<RegistrationBook>({ store: state, publisher, kind: 'registration', clock }),
    sessions: new StoredAggregates<SessionBook>({ store: state, publisher, kind: 'sessions', clock }),
    claims: new StoredClaims({
      store: state,
      clock,
      pointsTo: async (ownerId, name) => claimsOf((await accounts.load(ownerId))?.state).includes(name),
    }),
    hasher: new Argon2Hasher({ cost: cheapCost }),
    strength: new ZxcvbnStrength(),
    accessTokens: new SignedAccessTokens({ secrets, clock, issuer: 'mercato', audience: 'mercato' }),
    brake: new LoginBrake(),
    registrationBrake: new Brake(20, refusals.tooMany),
    replica: () => replicaOf({ store, publisher, clock, ids }),
  };
};

export const makeWorld = (): World =>
  replicaOf({
    store: new MemoryStateStore(),
    publisher: new MemoryPublisher(),
    clock: new FakeClock(),
    ids: new SequentialIds(),
  });

export const ada = { username: 'Ada', email: 'ada@example.com', password: 'correct horse battery' };
