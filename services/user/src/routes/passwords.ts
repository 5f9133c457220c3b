import type { userApi } from '@mercato/contracts/user';
import { empty, type Handlers, noContent } from '@mercato/kit/service';
import { changePassword, mustBe } from '../use-cases/change-password.ts';
import type { UserDeps } from '../use-cases/deps.ts';
import { originOf } from '../use-cases/origin.ts';
import { confirmPasswordReset, requestPasswordReset } from '../use-cases/reset-password.ts';

type PasswordRoutes = 'changePassword' | 'confirmReset' | 'requestReset';

/** Another password, for who knows the old one or reads the owner's mail. */
export const passwordHandlers = (deps: UserDeps): Pick<Handlers<typeof userApi>, PasswordRoutes> => ({
  requestReset: async ({ body, log }) => {
    await requestPasswordReset(deps, body.email, log);
    return empty(202);
  },
  confirmReset: async ({ body, headers }) => {
    await confirmPasswordReset(deps, body.token, body.password, originOf(headers));
    return noContent();
  },
  changePassword: async ({ caller, params, body, headers }) => {
    mustBe(caller, params.id);
    await changePassword(deps, caller, body, originOf(headers));
    return noContent();
  },
});
