import type { userApi } from '@mercato/contracts/user';
import { type Handlers, noContent, ok } from '@mercato/kit/service';
import type { UserDeps } from '../use-cases/deps.ts';
import { addressHandlers } from './addresses.ts';
import { apiKeyHandlers } from './api-keys.ts';
import { passwordHandlers } from './passwords.ts';
import { browserSessionHandlers } from './browser-session.ts';
import { sessionHandlers } from './sessions.ts';
import {
  closeProfile,
  mustKeepAddress,
  mustOwn,
  readContact,
  readProfile,
  updateProfile,
} from '../use-cases/profile.ts';

export const userHandlers = (deps: UserDeps): Handlers<typeof userApi> => ({
  ...addressHandlers(deps),
  ...sessionHandlers(deps),
  ...passwordHandlers(deps),
  ...browserSessionHandlers(deps),
  ...apiKeyHandlers(deps),
  getUser: async ({ caller, params }) => {
    mustOwn(caller, params.id);
    return ok(await readProfile(deps, params.id));
  },
  updateUser: async ({ caller, params, body }) => {
    mustOwn(caller, params.id);
    await mustKeepAddress(deps, { caller, id: params.id }, body);
    return ok(await updateProfile(deps, params.id, body));
  },
  deleteUser: async ({ caller, params }) => {
    mustOwn(caller, params.id);
    await closeProfile(deps, params.id);
    return noContent();
  },
  jwks: async () => {
    const keys = await deps.accessTokens.publicKeys();
    return { ...ok({ keys: keys.map((key) => ({ ...key })) }), headers: { 'cache-control': 'public, max-age=300' } };
  },
  getContact: async ({ params }) => ok({ contact: await readContact(deps, params.id) }),
});
