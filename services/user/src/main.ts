import { StoredAggregates } from '@mercato/kit/aggregate';
import { runService } from '@mercato/kit/dapr';
import { Argon2Hasher } from './adapters/argon2-hasher.ts';
import { SignedAccessTokens } from './adapters/signed-access-tokens.ts';
import { StoredClaims } from './adapters/stored-claims.ts';
import { createApp } from './app.ts';
import { userConfig } from './config.ts';
import { type Account, claimsOf } from './domain/account.ts';
import { LoginBrake } from './domain/login-brake.ts';
import type { Session } from './domain/session.ts';
import { audience, issuer } from './domain/token-names.ts';
import { ensureFirstAdmin } from './use-cases/first-admin.ts';

await runService({
  name: 'user',
  config: userConfig,
  build: ({ config, state: store, publisher, secrets, clock, ids, log, common, warmUp }) => {
    const accounts = new StoredAggregates<Account>({ store, publisher, kind: 'user', clock });
    const deps = {
      accounts,
      sessions: new StoredAggregates<Session>({ store, publisher, kind: 'session', clock }),
      claims: new StoredClaims({
        store,
        clock,
        pointsTo: async (ownerId, name) => claimsOf((await accounts.load(ownerId))?.state).includes(name),
      }),
      hasher: new Argon2Hasher({ atOnce: config.HASHES_AT_ONCE }),
      accessTokens: new SignedAccessTokens({ secrets, clock, issuer, audience }),
      brake: new LoginBrake(),
      clock,
      ids,
    };
    warmUp('signing key', async () => void (await deps.accessTokens.publicKeys()));
    warmUp('first administrator', () => ensureFirstAdmin({ ...deps, secrets, log }));
    return createApp(deps, common);
  },
});
