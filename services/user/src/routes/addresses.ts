import type { userApi } from '@mercato/contracts/user';
import { created, type Handlers, ok } from '@mercato/kit/service';
import { confirmAddressChange, requestAddressChange } from '../use-cases/change-address.ts';
import { mustBe } from '../use-cases/change-password.ts';
import type { UserDeps } from '../use-cases/deps.ts';
import { originOf } from '../use-cases/origin.ts';
import { confirmRegistration, requestRegistration } from '../use-cases/register.ts';

type Routes = 'register' | 'confirmRegistration' | 'requestAddressChange' | 'confirmAddressChange';

export const addressHandlers = (deps: UserDeps): Pick<Handlers<typeof userApi>, Routes> => ({
  register: async ({ body, headers }) => ({
    status: 202,
    body: await requestRegistration(deps, body, originOf(headers)),
  }),
  confirmRegistration: async ({ body }) => {
    const user = await confirmRegistration(deps, body.token, body.password);
    return created(user, `/api/users/${user.id}`);
  },
  requestAddressChange: async ({ caller, params, body, headers }) => {
    mustBe(caller, params.id);
    return { status: 202, body: await requestAddressChange(deps, params.id, body, originOf(headers)) };
  },
  confirmAddressChange: async ({ caller, params, body }) => {
    mustBe(caller, params.id);
    return ok(await confirmAddressChange(deps, params.id, body.token));
  },
});
