import type { userApi } from '@mercato/contracts/user';
import { created, type Handlers, noContent, ok } from '@mercato/kit/service';
import { createApiKey, exchangeApiKey, listApiKeys, revokeApiKey } from '../use-cases/api-keys.ts';
import type { UserDeps } from '../use-cases/deps.ts';

type ApiKeyRoutes = 'createApiKey' | 'listApiKeys' | 'revokeApiKey' | 'exchangeApiKey';

/** The keys of machines. */
export const apiKeyHandlers = (deps: UserDeps): Pick<Handlers<typeof userApi>, ApiKeyRoutes> => ({
  createApiKey: async ({ body }) => {
    const made = await createApiKey(deps, body);
    return created(made, `/api/api-keys/${made.apiKey.id}`);
  },
  listApiKeys: async () => ok({ apiKeys: await listApiKeys(deps) }),
  revokeApiKey: async ({ params }) => {
    await revokeApiKey(deps, params.id);
    return noContent();
  },
  exchangeApiKey: async ({ body }) => {
    const token = await exchangeApiKey(deps, body.key);
    return ok({ exchange: token && { accessToken: token.token, expiresIn: token.expiresIn } });
  },
});
