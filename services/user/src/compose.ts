import { StoredAggregates } from '@mercato/kit/aggregate';
import type { Surroundings } from '@mercato/kit/dapr';
import type { z } from 'zod';
import { Argon2Hasher } from './adapters/argon2-hasher.ts';
import { SignedAccessTokens } from './adapters/signed-access-tokens.ts';
import { StoredClaims } from './adapters/stored-claims.ts';
import { ZxcvbnStrength } from './adapters/zxcvbn-strength.ts';
import type { userConfig } from './config.ts';
import type { KeyBook } from './domain/api-keys.ts';
import { type Account, claimsOf } from './domain/account.ts';
import { Brake } from './domain/brake.ts';
import { refusals } from './domain/errors.ts';
import { LoginBrake } from './domain/login-brake.ts';
import { keptSeconds, type RegistrationBook } from './domain/registration.ts';
import type { SessionBook } from './domain/session.ts';
import { audience, issuer } from './domain/token-names.ts';
import type { PasswordHasher } from './ports/index.ts';
import type { UserDeps } from './use-cases/deps.ts';
import { ensureFirstAdmin } from './use-cases/first-admin.ts';

type Needs = Pick<
  Surroundings<z.output<typeof userConfig>>,
  'config' | 'state' | 'expiring' | 'publisher' | 'secrets' | 'clock' | 'ids' | 'log' | 'warmUp'
>;

/** Puts the service together from what surrounds it. */
export const compose = (given: Needs, hasher: PasswordHasher = hasherOf(given)): UserDeps => {
  const { config, state: store, publisher, secrets, clock, ids, log, warmUp } = given;
  const accounts = new StoredAggregates<Account>({ store, publisher, kind: 'user', clock });
  const deps = {
    accounts,
    apiKeys: new StoredAggregates<KeyBook>({ store, publisher, kind: 'api-keys', clock }),
    registrations: new StoredAggregates<RegistrationBook>({
      store: given.expiring(keptSeconds),
      publisher,
      kind: 'registration',
      clock,
    }),
    sessions: new StoredAggregates<SessionBook>({ store, publisher, kind: 'sessions', clock }),
    claims: new StoredClaims({
      store,
      clock,
      pointsTo: async (ownerId, name) => claimsOf((await accounts.load(ownerId))?.state).includes(name),
    }),
    hasher,
    strength: new ZxcvbnStrength(),
    accessTokens: new SignedAccessTokens({
      secrets,
      clock,
      issuer,
      audience,
      failed: (err) => log.warn({ err }, 'signing keys not read again'),
    }),
    brake: new LoginBrake(),
    registrationBrake: new Brake(config.REGISTRATIONS_AT_ONCE, refusals.tooMany),
    clock,
    ids,
  };
  warmUp('signing key', async () => void (await deps.accessTokens.publicKeys()));
  warmUp('first administrator', () => ensureFirstAdmin({ ...deps, secrets, log }));
  return deps;
};

const hasherOf = ({ config }: Needs): PasswordHasher => new Argon2Hasher({ atOnce: config.HASHES_AT_ONCE });
