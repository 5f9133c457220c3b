import { userApi } from '@mercato/contracts/user';
import { jwksVerifier } from '@mercato/kit/auth';
import { type App, createService, type ServiceDefinition, type ServiceOptions } from '@mercato/kit/service';
import { audience, issuer } from './domain/token-names.ts';
import type { UserDeps } from './use-cases/deps.ts';
import { userHandlers } from './routes/users.ts';

type Around = Pick<
  ServiceOptions<typeof userApi>,
  'appApiToken' | 'health' | 'idempotency' | 'logger' | 'onClose' | 'openapi' | 'readiness'
>;

/** The user service over its ports. */
export const userService = (deps: UserDeps): ServiceDefinition<typeof userApi> => ({
  name: 'user',
  api: userApi,
  handlers: userHandlers(deps),
});

export const createApp = (deps: UserDeps, around: Around = {}): Promise<App> =>
  createService({
    ...around,
    ...userService(deps),
    clock: deps.clock,
    verifyToken: jwksVerifier({
      jwks: async () => ({ keys: [...(await deps.accessTokens.publicKeys())] }),
      issuer,
      audience,
      clock: deps.clock,
    }),
  });
