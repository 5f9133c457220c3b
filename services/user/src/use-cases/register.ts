import type { Registration, User } from '@mercato/contracts/user';
import { claimsOf } from '../domain/account.ts';
import { usernameClaim } from '../domain/claim.ts';
import { refusals } from '../domain/errors.ts';
import { checkAccount } from '../domain/registration.ts';
import { demandStrong } from './change-password.ts';
import { createAccount } from './create-account.ts';
import type { UserDeps } from './deps.ts';
import { mailCode, presentedBy, slowDown, useUp } from './mail-code.ts';
import { nowhere, type Origin } from './origin.ts';

const isTaken = async ({ accounts, claims }: UserDeps, username: string): Promise<boolean> => {
  const name = usernameClaim(username);
  const owner = await claims.ownerOf(name);
  return owner !== undefined && claimsOf((await accounts.load(owner))?.state).includes(name);
};

export const requestRegistration = async (deps: UserDeps, wanted: Registration, origin: Origin = nowhere) => {
  slowDown(deps, origin);
  const { password, ...profile } = wanted;
  demandStrong(deps, password, wanted);
  // Usernames are told: nobody signs in with one, and none leads to an address.
  if (await isTaken(deps, wanted.username)) throw refusals.usernameTaken();
  const passwordHash = await deps.hasher.hash(password);
  const userId = deps.ids.uuid();
  return mailCode(deps, {
    email: wanted.email,
    template: 'registration',
    pending: (code) => ({ ...code, userId, wanted: profile, passwordHash }),
  });
};

/**
 * The token says who reads the mail, the password who registered: an owner who follows the mail of a stranger's
 * registration does not know that one's password, so it never opens the account.
 */
export const confirmRegistration = async (deps: UserDeps, token: string, password: string): Promise<User> => {
  const { hasher, clock } = deps;
  const { book, tokenHash } = await presentedBy(deps, token);
  const pending = checkAccount(book, tokenHash, clock.now());
  if (!(await hasher.verify(password, pending.passwordHash))) throw refusals.registration();
  const { userId: id, passwordHash } = pending;
  const user = await createAccount(deps, { ...pending.wanted, password }, { id, role: 'user', passwordHash });
  await useUp(deps, user.email, tokenHash);
  return user;
};
