import type { Caller } from '@mercato/kit/auth';
import { errors } from '@mercato/kit/errors';
import { iso } from '@mercato/kit/time';
import { isActive } from '../domain/account.ts';
import { refusals } from '../domain/errors.ts';
import { checkUnchanged, guessableWords, type Owner, withPassword } from '../domain/password.ts';
import { keepSession } from '../domain/session.ts';
import type { UserDeps } from './deps.ts';
import type { Origin } from './origin.ts';
import { prove } from './prove.ts';

/** Refuses a password that is soon guessed. */
export const demandStrong = ({ strength }: Pick<UserDeps, 'strength'>, password: string, owner: Owner): void => {
  if (strength.isWeak(password, guessableWords(owner))) throw refusals.weak();
};

export interface PasswordChange {
  readonly currentPassword: string;
  readonly password: string;
}

/** Wants the old password, counted like any sign-in. Ends every session but the one that it is asked in. */
export const changePassword = async (
  deps: UserDeps,
  caller: Caller,
  { currentPassword, password }: PasswordChange,
  origin: Origin,
): Promise<void> => {
  const { accounts, sessions, hasher, clock, ids } = deps;
  const before = (await accounts.load(caller.userId))?.state;
  if (!isActive(before)) throw refusals.notFound();
  demandStrong(deps, password, before);
  const { found } = await prove(deps, { email: before.email, password: currentPassword }, origin);
  const passwordHash = await hasher.hash(password);
  const epoch = await accounts.execute(before.id, ids.uuid(), (current) => {
    if (!isActive(current)) throw refusals.notFound();
    const state = withPassword(checkUnchanged(current, found.state), passwordHash, iso(clock.now()));
    return { state, result: state.sessionEpoch };
  });
  await sessions.execute(before.id, ids.uuid(), (book) => ({
    state: keepSession(book, caller.sessionId, epoch),
    result: null,
  }));
};

/** An administrator may end a stranger's sessions and close the account, but never sign in as somebody else. */
export const mustBe = (caller: Caller, id: string): void => {
  if (caller.userId !== id) throw errors.forbidden('This account is not yours');
};
