import type { Account } from './account.ts';
import { refusals } from './errors.ts';

/** Words that everybody who guesses at this shop tries first. */
const ofTheShop: readonly string[] = ['mercato', 'shop', 'admin', 'administrator'];

/** Whom a password is for. */
export type Owner = Pick<Account, 'email' | 'username'> & { readonly fullName?: string | null | undefined };

/** What a guesser knows about the owner of a password. */
export const guessableWords = ({ email, username, fullName }: Owner): readonly string[] => {
  const names = fullName?.split(' ') ?? [];
  return [...ofTheShop, email, ...email.split(/[@.]/), username, ...names].filter((word) => word !== '');
};

/** Another password ends every session: whoever knew the old one is out. */
export const withPassword = (account: Account, passwordHash: string, at: string): Account => ({
  ...account,
  passwordHash,
  reset: null,
  updatedAt: at,
  sessionEpoch: account.sessionEpoch + 1,
});

/** The account, if it still has the password that was shown to be known. */
export const checkUnchanged = (current: Account, proven: Account): Account => {
  if (current.passwordHash !== proven.passwordHash) throw refusals.credentials();
  return current;
};
