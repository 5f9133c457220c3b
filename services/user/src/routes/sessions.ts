import type { userApi } from '@mercato/contracts/user';
import { type Handlers, noContent, ok } from '@mercato/kit/service';
import type { UserDeps } from '../use-cases/deps.ts';
import { originOf } from '../use-cases/origin.ts';
import { mustOwn } from '../use-cases/profile.ts';
import { listSessions, logOut, revokeSession, revokeSessions } from '../use-cases/sessions.ts';
import { logIn, refresh } from '../use-cases/sign-in.ts';

type SessionRoutes = 'login' | 'refresh' | 'logout' | 'listSessions' | 'endSessions' | 'endSession';

/** From signing in to signing out. */
export const sessionHandlers = (deps: UserDeps): Pick<Handlers<typeof userApi>, SessionRoutes> => ({
  login: async ({ body, headers }) => ok(await logIn(deps, body, originOf(headers))),
  refresh: async ({ body }) => ok(await refresh(deps, body.refreshToken)),
  logout: async ({ body }) => {
    await logOut(deps, body.refreshToken);
    return noContent();
  },
  listSessions: async ({ caller, params }) => {
    mustOwn(caller, params.id);
    return ok({ sessions: await listSessions(deps, params.id, caller.sessionId) });
  },
  endSessions: async ({ caller, params }) => {
    mustOwn(caller, params.id);
    await revokeSessions(deps, params.id);
    return noContent();
  },
  endSession: async ({ caller, params }) => {
    mustOwn(caller, params.id);
    await revokeSession(deps, params.id, params.sessionId);
    return noContent();
  },
});
