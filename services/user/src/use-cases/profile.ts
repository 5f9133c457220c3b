import type { ProfileUpdate, User } from '@mercato/contracts/user';
import type { Caller } from '@mercato/kit/auth';
import { errors, isRefusal } from '@mercato/kit/errors';
import { iso } from '@mercato/kit/time';
import {
  type Account,
  changeProfile,
  claimsOf,
  closeAccount,
  type Contact,
  contactOf,
  isActive,
  toUser,
  without,
} from '../domain/account.ts';
import type { ClaimName } from '../domain/claim.ts';
import { refusals } from '../domain/errors.ts';
import { isRegistrationId, registrantOf } from '../domain/registration.ts';
import type { UserDeps } from './deps.ts';
import { holdAll, holdingAll, releaseAll } from './names.ts';
import { forgetSessions } from './sessions.ts';

/** Refuses before anything is read: the answer is the same whether the other account exists or not. */
export const mustOwn = (caller: Caller, id: string): void => {
  if (caller.role !== 'admin' && caller.userId !== id) throw errors.forbidden('This account is not yours');
};

const active = (account: Account | undefined): Account => {
  if (!isActive(account)) throw refusals.notFound();
  return account;
};

export const readProfile = async ({ accounts }: Pick<UserDeps, 'accounts'>, id: string): Promise<User> => {
  const stored = await accounts.load(id);
  return toUser(active(stored?.state), stored?.version ?? 0);
};

/** Of an account, or of an address that somebody wants to register. */
export const readContact = async (
  { accounts, registrations }: Pick<UserDeps, 'accounts' | 'registrations'>,
  id: string,
): Promise<Contact | null> =>
  isRegistrationId(id)
    ? registrantOf((await registrations.load(id))?.state)
    : contactOf((await accounts.load(id))?.state);

/** An administrator, for somebody else, is believed; one's own address is confirmed by a code, and nobody is told whether it is taken. */
export const mustKeepAddress = async (
  { accounts }: Pick<UserDeps, 'accounts'>,
  { caller, id }: { readonly caller: Caller; readonly id: string },
  { email }: ProfileUpdate,
): Promise<void> => {
  if (email === undefined || caller.userId !== id) return;
  if (email !== active((await accounts.load(id))?.state).email) throw refusals.ownAddress();
};

/** Takes the new names, writes the account, keeps the names for good, and only then gives the old ones back. */
export const updateProfile = async (deps: UserDeps, id: string, update: ProfileUpdate): Promise<User> => {
  const { accounts, claims, clock, ids } = deps;
  const at = iso(clock.now());
  const before = active((await accounts.load(id))?.state);
  const gained = without(claimsOf(changeProfile(before, update, at)), claimsOf(before));
  await holdingAll(claims, gained, id, () => Promise.resolve());
  const left = await accounts.execute(id, ids.uuid(), (current) => {
    const state = changeProfile(active(current), update, at);
    return { state, result: without(claimsOf(current), claimsOf(state)) };
  });
  await keep(deps, before, gained);
  await releaseAll(claims, left, id);
  return readProfile(deps, id);
};

/** Keeps the gained names, or puts the old ones back on the account if one was lost meanwhile. */
const keep = async (deps: UserDeps, before: Account, gained: readonly ClaimName[]): Promise<void> => {
  const { accounts, claims, ids } = deps;
  try {
    await holdAll(claims, gained, before.id);
  } catch (lost) {
    if (!isRefusal(lost)) throw lost;
    const { email, username } = before;
    await accounts.execute(before.id, ids.uuid(), (current) =>
      isActive(current) && gained.some((name) => claimsOf(current).includes(name))
        ? { state: { ...current, email, username }, result: null }
        : { result: null },
    );
    await releaseAll(claims, gained, before.id);
    throw lost;
  }
};

export const closeProfile = async (deps: UserDeps, id: string): Promise<void> => {
  const { accounts, clock, ids } = deps;
  await accounts.execute(id, ids.uuid(), (current) => ({
    state: closeAccount(active(current), iso(clock.now())),
    result: null,
  }));
  // They are over already; this only takes away what they say about a person.
  await forgetSessions(deps, id);
};
