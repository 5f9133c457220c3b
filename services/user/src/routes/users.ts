import type { userApi } from '@mercato/contracts/user';
import { created, type Handlers, noContent, ok } from '@mercato/kit/service';
import type { UserDeps } from '../use-cases/deps.ts';
import { apiKeyHandlers } from './api-keys.ts';
import { passwordHandlers } from './passwords.ts';
import { browserSessionHandlers } from './browser-session.ts';
import { sessionHandlers } from './sessions.ts';
import { originOf } from '../use-cases/origin.ts';
import { closeProfile, demandProof, mustOwn, readContact, readProfile, updateProfile } from '../use-cases/profile.ts';
import { confirmRegistration, requestRegistration } from '../use-cases/register.ts';

export const userHandlers = (deps: UserDeps): Handlers<typeof userApi> => ({
  ...sessionHandlers(deps),
  ...passwordHandlers(deps),
  ...browserSessionHandlers(deps),
  ...apiKeyHandlers(deps),
  register: async ({ body, headers }) => ({
    status: 202,
    body: await requestRegistration(deps, body, originOf(headers)),
  }),
  confirmRegistration: async ({ body }) => {
    const user = await confirmRegistration(deps, body.token, body.password);
    return created(user, `/api/users/${user.id}`);
  },
  getUser: async ({ caller, params }) => {
    mustOwn(caller, params.id);
    return ok(await readProfile(deps, params.id));
  },
  updateUser: async ({ caller, params, body, headers }) => {
    mustOwn(caller, params.id);
    await demandProof(deps, { caller, id: params.id, origin: originOf(headers) }, body);
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
