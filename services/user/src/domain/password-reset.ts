import type { Account } from './account.ts';
import { isActive } from './account.ts';
import { refusals } from './errors.ts';

export const resetMinutes = 30;
/** Within this time a second request sends nothing: nobody's mailbox is flooded in their name. */
const pause = 60_000;

export const mayRequestReset = (account: Account | undefined, now: number): account is Account =>
  isActive(account) && (account.reset === null || now - account.reset.requestedAt >= pause);

export const requestReset = (account: Account, tokenHash: string, now: number): Account => ({
  ...account,
  reset: { tokenHash, requestedAt: now, expiresAt: now + resetMinutes * 60_000 },
});

/** The account, if this token may set its password now. */
export const checkReset = (account: Account | undefined, tokenHash: string, now: number): Account => {
  const reset = isActive(account) ? account.reset : null;
  if (!account || reset === null || reset.tokenHash !== tokenHash || now >= reset.expiresAt) throw refusals.reset();
  return account;
};
