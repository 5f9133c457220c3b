import type { User } from '@mercato/contracts/user';
import type { Snapshot } from '@mercato/kit/aggregate';
import { type Account, isActive, toUser } from '../domain/account.ts';
import { refusals } from '../domain/errors.ts';
import { makeToken, readToken } from '../domain/opaque-token.ts';
import { isBacked, openSession, rotateSession } from '../domain/session.ts';
import type { UserDeps } from './deps.ts';
import { findByEmail } from './find-account.ts';

export interface TokenPair {
  readonly accessToken: string;
  readonly tokenType: 'Bearer';
  readonly expiresIn: number;
  readonly refreshToken: string;
  readonly user: User;
}

const tokenPair = async (deps: UserDeps, found: Snapshot<Account>, refreshToken: string): Promise<TokenPair> => {
  const { token, expiresIn } = await deps.accessTokens.issue(found.state);
  return {
    accessToken: token,
    tokenType: 'Bearer',
    expiresIn,
    refreshToken,
    user: toUser(found.state, found.version),
  };
};

/** Makes a hash of an older cost new, now that the password is at hand. */
const renewHash = async ({ accounts, hasher, ids }: UserDeps, account: Account, password: string): Promise<void> => {
  if (!hasher.isOutdated(account.passwordHash)) return;
  const passwordHash = await hasher.hash(password);
  await accounts.execute(account.id, ids.uuid(), (current) =>
    current?.passwordHash === account.passwordHash
      ? { state: { ...current, passwordHash }, result: null }
      : { result: null },
  );
};

export const logIn = async (
  deps: UserDeps,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<TokenPair> => {
  deps.brake.attempt(email, deps.clock.now());
  const found = await findByEmail(deps, email);
  const matches = await deps.hasher.verify(password, found?.state.passwordHash);
  if (!matches || !found || !isActive(found.state)) throw refusals.credentials();
  deps.brake.succeeded(email);
  await renewHash(deps, found.state, password);
  const sessionId = deps.ids.uuid();
  const { token, hash } = makeToken(sessionId, deps.ids);
  await deps.sessions.execute(sessionId, sessionId, () => ({
    state: openSession(found.state, hash, deps.clock.now()),
    result: null,
  }));
  return tokenPair(deps, found, token);
};

export const refresh = async (deps: UserDeps, refreshToken: string): Promise<TokenPair> => {
  const { accounts, sessions, ids, clock } = deps;
  const presented = readToken(refreshToken);
  const session = presented && (await sessions.load(presented.id))?.state;
  if (!presented || !session) throw refusals.refresh();
  const owner = await accounts.load(session.userId);
  if (!owner || !isBacked(session, owner.state)) throw refusals.refresh();
  const next = makeToken(presented.id, ids);
  const rotation = await sessions.execute(presented.id, ids.uuid(), (current) =>
    rotateSession(current, presented.hash, next.hash, clock.now()),
  );
  if (rotation !== 'rotated') throw refusals.refresh();
  return tokenPair(deps, owner, next.token);
};
