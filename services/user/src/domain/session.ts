import { type Account, isActive } from './account.ts';

export interface Session {
  readonly userId: string;
  /** Of the one refresh token that works now. */
  readonly tokenHash: string;
  readonly epoch: number;
  /** Epoch milliseconds; moved on by every refresh. */
  readonly expiresAt: number;
  readonly ended: boolean;
}

export const idleTime = 30 * 24 * 3_600_000;

export const openSession = (account: Account, tokenHash: string, now: number): Session => ({
  userId: account.id,
  tokenHash,
  epoch: account.sessionEpoch,
  expiresAt: now + idleTime,
  ended: false,
});

/** Whether the account still stands behind its session. */
export const isBacked = (session: Session, account: Account | undefined): account is Account =>
  isActive(account) && account.id === session.userId && account.sessionEpoch === session.epoch;

export type Rotation = 'rotated' | 'refused' | 'ended';

/**
 * Exchanges the working token for the next. Any other token of the session was used before, by its owner or by a thief:
 * nobody can tell which of the two is asking, so the session ends.
 */
export const rotateSession = (
  session: Session | undefined,
  presented: string,
  next: string,
  now: number,
): { readonly state?: Session; readonly result: Rotation } => {
  if (!session || session.ended || now >= session.expiresAt) return { result: 'refused' };
  if (session.tokenHash !== presented) return { state: { ...session, ended: true }, result: 'ended' };
  return { state: { ...session, tokenHash: next, expiresAt: now + idleTime }, result: 'rotated' };
};
