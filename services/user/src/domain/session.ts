import { type Account, isActive } from './account.ts';

export interface Session {
  readonly id: string;
  /** Of a browser: its token stays the same and lies in a cookie. Any other's is exchanged at each use. */
  readonly browser?: boolean;
  /** Of the one token that works now. */
  readonly tokenHash: string;
  readonly epoch: number;
  /** Epoch milliseconds, as all times here. */
  readonly createdAt: number;
  readonly usedAt: number;
  /** Moved on by every refresh, but never past `endsAt`. */
  readonly expiresAt: number;
  readonly endsAt: number;
  readonly remembered: boolean;
  readonly userAgent: string | null;
}

/** From where an account was signed in to, as a hash: what strangers do elsewhere does not slow these down. */
export interface Familiar {
  readonly client: string;
  readonly at: number;
}

/** All sessions of one account, in one item. */
export interface SessionBook {
  readonly sessions: readonly Session[];
  readonly familiar: readonly Familiar[];
}

const hour = 3_600_000;
const day = 24 * hour;
const mostSessions = 20;
const mostFamiliar = 10;
const familiarTime = 30 * day;

/** An hour without use ends a session, a day ends it anyway; much later where the shopper asked to be remembered. */
const limits = (remembered: boolean) =>
  remembered ? { idle: 30 * day, whole: 180 * day } : { idle: hour, whole: day };

/** How long a session can last, in milliseconds. */
export const lifetimeOf = (remembered: boolean): number => limits(remembered).whole;

const emptyBook: SessionBook = { sessions: [], familiar: [] };

/** Whether the account still stands behind its session. */
export const isBacked = (session: Session, account: Account | undefined): account is Account =>
  isActive(account) && account.sessionEpoch === session.epoch;

const isOpen = (session: Session, account: Account, now: number): boolean =>
  isBacked(session, account) && now < session.expiresAt;

export const openSessions = (book: SessionBook | undefined, account: Account, now: number): readonly Session[] =>
  (book ?? emptyBook).sessions.filter((session) => isOpen(session, account, now));

export interface NewSession {
  readonly id: string;
  readonly browser: boolean;
  readonly tokenHash: string;
  readonly remembered: boolean;
  readonly userAgent: string | null;
}

/** One session more; of too many the one unused for longest ends. */
export const openSession = (
  book: SessionBook | undefined,
  account: Account,
  wanted: NewSession,
  now: number,
): SessionBook => {
  const { idle, whole } = limits(wanted.remembered);
  const times = { createdAt: now, usedAt: now, expiresAt: now + idle, endsAt: now + whole };
  const others = openSessions(book, account, now).toSorted((a, b) => b.usedAt - a.usedAt);
  const session = { ...wanted, ...times, epoch: account.sessionEpoch };
  return { ...emptyBook, ...book, sessions: [session, ...others.slice(0, mostSessions - 1)] };
};

export const endSession = (book: SessionBook | undefined, id: string): SessionBook => ({
  ...emptyBook,
  ...book,
  sessions: (book ?? emptyBook).sessions.filter((session) => session.id !== id),
});

export const endSessions = (book: SessionBook | undefined): SessionBook => ({ ...emptyBook, ...book, sessions: [] });

/** All but one end; that one goes on under the account's new epoch. */
export const keepSession = (book: SessionBook | undefined, id: string | undefined, epoch: number): SessionBook => ({
  ...emptyBook,
  ...book,
  sessions: (book ?? emptyBook).sessions
    .filter((session) => session.id === id)
    .map((session) => ({ ...session, epoch })),
});

export type Rotation = 'rotated' | 'refused' | 'ended';

/**
 * Exchanges the working token for the next. Any other token of the session was used before, by its owner or by a thief:
 * nobody can tell which of the two is asking, so the session ends.
 */
export const rotateSession = (
  book: SessionBook | undefined,
  presented: { readonly id: string; readonly hash: string },
  next: string,
  now: number,
): { readonly state?: SessionBook; readonly result: Rotation } => {
  const session = book?.sessions.find(({ id }) => id === presented.id);
  if (!book || !session || now >= session.expiresAt) return { result: 'refused' };
  if (session.browser) return { result: 'refused' };
  if (session.tokenHash !== presented.hash) return { state: endSession(book, session.id), result: 'ended' };
  return { state: withUsed(book, session, next, now), result: 'rotated' };
};

/** The book after a session was used: it lasts longer, and `tokenHash` is what works from now on. */
const withUsed = (book: SessionBook, session: Session, tokenHash: string, now: number): SessionBook => {
  const expiresAt = Math.min(session.endsAt, now + limits(session.remembered).idle);
  const used = { ...session, tokenHash, usedAt: now, expiresAt };
  return { ...book, sessions: book.sessions.map((s) => (s === session ? used : s)) };
};

/** A session that was used a moment ago need not be told again: pages that open one after another write once. */
const restMs = 60_000;

/** Whether a browser's session goes on. Nothing ends it but time and its owner: whose token is wrong has no part in it. */
export const continueSession = (
  book: SessionBook | undefined,
  presented: { readonly id: string; readonly hash: string },
  now: number,
): { readonly state?: SessionBook; readonly result: boolean } => {
  const session = book?.sessions.find(({ id }) => id === presented.id);
  if (!book || !session?.browser || now >= session.expiresAt) return { result: false };
  if (session.tokenHash !== presented.hash) return { result: false };
  if (now - session.usedAt < restMs) return { result: true };
  return { state: withUsed(book, session, session.tokenHash, now), result: true };
};

export const isFamiliar = (book: SessionBook | undefined, client: string, now: number): boolean =>
  (book ?? emptyBook).familiar.some((f) => f.client === client && now - f.at < familiarTime);

export const becomeFamiliar = (book: SessionBook | undefined, client: string | null, now: number): SessionBook => {
  const known = book ?? emptyBook;
  if (client === null) return known;
  const others = known.familiar.filter((f) => f.client !== client && now - f.at < familiarTime);
  return { ...known, familiar: [{ client, at: now }, ...others].slice(0, mostFamiliar) };
};
