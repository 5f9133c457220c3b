import type { SessionInfo } from '@mercato/contracts/user';
import { iso } from '@mercato/kit/time';
import { isActive } from '../domain/account.ts';
import { refusals } from '../domain/errors.ts';
import { readSessionToken } from '../domain/opaque-token.ts';
import { endSession, endSessions, openSessions } from '../domain/session.ts';
import type { UserDeps } from './deps.ts';

type SessionDeps = Pick<UserDeps, 'accounts' | 'sessions' | 'clock' | 'ids'>;

/** The sessions of an account that can still be refreshed, the latest used first. */
export const listSessions = async (
  { accounts, sessions, clock }: SessionDeps,
  userId: string,
  current: string | undefined,
): Promise<readonly SessionInfo[]> => {
  const account = (await accounts.load(userId))?.state;
  if (!isActive(account)) throw refusals.notFound();
  const open = openSessions((await sessions.load(userId))?.state, account, clock.now());
  return open
    .toSorted((a, b) => b.usedAt - a.usedAt)
    .map(({ id, createdAt, usedAt, expiresAt, userAgent }) => ({
      id,
      createdAt: iso(createdAt),
      lastUsedAt: iso(usedAt),
      expiresAt: iso(expiresAt),
      userAgent,
      current: id === current,
    }));
};

/** Ends one session; one that is not there has ended already. */
export const revokeSession = async ({ sessions, ids }: SessionDeps, userId: string, id: string): Promise<void> => {
  await sessions.execute(userId, ids.uuid(), (book) =>
    book?.sessions.some((session) => session.id === id)
      ? { state: endSession(book, id), result: null }
      : { result: null },
  );
};

export const revokeSessions = async ({ sessions, ids }: SessionDeps, userId: string): Promise<void> => {
  await sessions.execute(userId, ids.uuid(), (book) =>
    book ? { state: endSessions(book), result: null } : { result: null },
  );
};

/** Nothing of them is kept, nor from where they were. */
export const forgetSessions = async ({ sessions, ids }: SessionDeps, userId: string): Promise<void> => {
  await sessions.execute(userId, ids.uuid(), (book) =>
    book ? { state: { sessions: [], familiar: [] }, result: null } : { result: null },
  );
};

/** Ends the session of a refresh token, a used one too. Says nothing about tokens that are no good. */
export const logOut = async (deps: SessionDeps, refreshToken: string): Promise<void> => {
  const presented = readSessionToken(refreshToken);
  if (presented) await revokeSession(deps, presented.userId, presented.id);
};
