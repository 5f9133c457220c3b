import type { BrowserSession, User } from '@mercato/contracts/user';
import type { Snapshot } from '@mercato/kit/aggregate';
import { type Account, toUser } from '../domain/account.ts';
import { refusals } from '../domain/errors.ts';
import { makeSessionToken, readSessionToken, type SessionToken } from '../domain/opaque-token.ts';
import { becomeFamiliar, continueSession, isBacked, openSession, rotateSession } from '../domain/session.ts';
import type { UserDeps } from './deps.ts';
import { nowhere, type Origin } from './origin.ts';
import { prove } from './prove.ts';

export interface TokenPair {
  readonly accessToken: string;
  readonly tokenType: 'Bearer';
  readonly expiresIn: number;
  readonly refreshToken: string;
  readonly user: User;
}

/** What a script may know. */
export const withoutSecret = ({ refreshToken: _secret, ...rest }: TokenPair): BrowserSession => rest;

const tokenPair = async (
  deps: UserDeps,
  found: Snapshot<Account>,
  session: { readonly id: string; readonly token: string },
): Promise<TokenPair> => {
  const { id, role } = found.state;
  const { token, expiresIn } = await deps.accessTokens.issue({ id, role, sessionId: session.id });
  return {
    accessToken: token,
    tokenType: 'Bearer',
    expiresIn,
    refreshToken: session.token,
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

export interface Credentials {
  readonly email: string;
  readonly password: string;
  readonly remember?: boolean;
  /** The session is a browser's. */
  readonly browser?: boolean;
}

export const logIn = async (
  deps: UserDeps,
  { email, password, remember = false, browser = false }: Credentials,
  origin: Origin = nowhere,
): Promise<TokenPair> => {
  const { found, place } = await prove(deps, { email, password }, origin);
  const account = found.state;
  await renewHash(deps, account, password);
  const id = deps.ids.uuid();
  const { token, hash } = makeSessionToken(account.id, id, deps.ids);
  const wanted = { id, browser, tokenHash: hash, remembered: remember, userAgent: origin.userAgent };
  await deps.sessions.execute(account.id, id, (book) => {
    const now = deps.clock.now();
    return { state: becomeFamiliar(openSession(book, account, wanted, now), place, now), result: null };
  });
  return tokenPair(deps, found, { id, token });
};

/** The account behind a session, as long as it stands behind it. */
const ownerOf = async ({ accounts, sessions }: UserDeps, { userId, id }: SessionToken) => {
  const session = (await sessions.load(userId))?.state.sessions.find((s) => s.id === id);
  const owner = session && (await accounts.load(userId));
  return owner && isBacked(session, owner.state) ? owner : undefined;
};

export const refresh = async (deps: UserDeps, refreshToken: string): Promise<TokenPair> => {
  const { sessions, ids, clock } = deps;
  const presented = readSessionToken(refreshToken);
  const owner = presented && (await ownerOf(deps, presented));
  if (!owner) throw refusals.refresh();
  const { userId, id } = presented;
  const next = makeSessionToken(userId, id, ids);
  const rotation = await sessions.execute(userId, ids.uuid(), (book) =>
    rotateSession(book, presented, next.hash, clock.now()),
  );
  if (rotation !== 'rotated') throw refusals.refresh();
  return tokenPair(deps, owner, { id, token: next.token });
};

/** What a page is given for the token of its cookie; nothing where that is no good, or not any more. */
export const continueInBrowser = async (deps: UserDeps, token: string): Promise<BrowserSession | undefined> => {
  const presented = readSessionToken(token);
  const owner = presented && (await ownerOf(deps, presented));
  if (!owner) return undefined;
  const { userId, id } = presented;
  const goesOn = await deps.sessions.execute(userId, deps.ids.uuid(), (book) =>
    continueSession(book, presented, deps.clock.now()),
  );
  return goesOn ? withoutSecret(await tokenPair(deps, owner, { id, token })) : undefined;
};
