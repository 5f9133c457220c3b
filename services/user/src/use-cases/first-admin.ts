import { isRefusal } from '@mercato/kit/errors';
import { uuidV5 } from '@mercato/kit/ids';
import type { Secrets } from '@mercato/kit/secrets';
import type { Logger } from '@mercato/kit/telemetry';
import { registration } from '@mercato/contracts/user';
import { type CreateAccountDeps, createAccount } from './create-account.ts';

export interface FirstAdminDeps extends CreateAccountDeps {
  readonly secrets: Secrets;
  readonly log: Logger;
}

/**
 * Makes the administrator named by the secrets, once: its id follows from the address, so replicas that start together
 * make the same one. An account that somebody registered under that address is never given the role.
 */
export const ensureFirstAdmin = async (deps: FirstAdminDeps): Promise<void> => {
  const email = await deps.secrets.get('first-admin-email');
  const password = await deps.secrets.get('first-admin-password');
  const wanted = registration.parse({ username: 'admin', email, password, fullName: 'Administrator' });
  const id = uuidV5('user', 'first-admin', wanted.email);
  if ((await deps.accounts.load(id))?.state.status === 'active') return;
  try {
    await createAccount(deps, wanted, { id, role: 'admin' });
    deps.log.info({ userId: id }, 'first administrator created');
  } catch (error) {
    // Trying again cannot help, and the shop must not stay shut for it.
    if (!isRefusal(error)) throw error;
    deps.log.error({ err: error, userId: id }, 'first administrator not created: its email or username is taken');
  }
};
