import type { Registration, Role, User } from '@mercato/contracts/user';
import { isRefusal } from '@mercato/kit/errors';
import { iso } from '@mercato/kit/time';
import { type Account, claimsOf, isActive, newAccount, toUser } from '../domain/account.ts';
import { emailClaim, usernameClaim } from '../domain/claim.ts';
import { refusals } from '../domain/errors.ts';
import { demandStrong } from './change-password.ts';
import type { UserDeps } from './deps.ts';
import { holdAll, holdingAll, releaseAll } from './names.ts';

export type CreateAccountDeps = Pick<UserDeps, 'accounts' | 'claims' | 'hasher' | 'strength' | 'clock' | 'ids'>;

/** Who the new account is. The same id again means the same account, asked for again. */
export interface Identity {
  readonly id: string;
  readonly role: Role;
  /** Of the account's password, where it was hashed before: doing so is what costs most here. */
  readonly passwordHash?: string;
}

/**
 * Names first, then the account, then the names once more: a name counts only when it was still ours after the account
 * pointed to it. A crash anywhere leaves names that lapse, or an account that its author's retry finishes.
 */
export const createAccount = async (
  deps: CreateAccountDeps,
  wanted: Registration,
  identity: Identity,
): Promise<User> => {
  const { claims, hasher, clock } = deps;
  demandStrong(deps, wanted.password, wanted);
  const names = [emailClaim(wanted.email), usernameClaim(wanted.username)];
  const hashed = async (): Promise<string> => identity.passwordHash ?? hasher.hash(wanted.password);
  const passwordHash = await holdingAll(claims, names, identity.id, hashed);
  const account = newAccount(wanted, { ...identity, passwordHash, at: iso(clock.now()) });
  if ((await write(deps, account)) === 'exists') await checkAuthor(deps, wanted, identity.id);
  await settle(deps, identity.id);
  const stored = await deps.accounts.load(identity.id);
  if (!stored || !isActive(stored.state)) throw refusals.emailTaken();
  return toUser(stored.state, stored.version);
};

const write = ({ accounts, ids }: CreateAccountDeps, account: Account): Promise<'created' | 'exists'> =>
  accounts.execute(account.id, ids.uuid(), (current) =>
    current === undefined || current.status === 'withdrawn'
      ? { state: account, result: 'created' }
      : { result: 'exists' },
  );

// Whoever guesses another's Idempotency-Key must not be shown the profile it made.
const checkAuthor = async (
  { accounts, hasher }: CreateAccountDeps,
  wanted: Registration,
  id: string,
): Promise<void> => {
  const existing = (await accounts.load(id))?.state;
  if (!isActive(existing) || !(await hasher.verify(wanted.password, existing.passwordHash)))
    throw refusals.emailTaken();
};

/** Keeps the names for the written account, or withdraws it if one was lost meanwhile. */
const settle = async (deps: CreateAccountDeps, id: string): Promise<void> => {
  const { accounts, claims, ids } = deps;
  const names = claimsOf((await accounts.load(id))?.state);
  try {
    await holdAll(claims, names, id);
  } catch (lost) {
    // Only a certain loss withdraws; after anything else the author's retry goes on from here.
    if (!isRefusal(lost)) throw lost;
    await accounts.execute(id, ids.uuid(), (current) =>
      isActive(current) ? { state: { ...current, status: 'withdrawn' }, result: null } : { result: null },
    );
    await releaseAll(claims, names, id);
    throw lost;
  }
};
