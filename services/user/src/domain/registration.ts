import type { Registration } from '@mercato/contracts/user';
import { hashOf } from '@mercato/kit/ids';
import type { Contact } from './account.ts';
import { refusals } from './errors.ts';

interface Code {
  readonly tokenHash: string;
  /** Epoch milliseconds, as all times here. */
  readonly expiresAt: number;
}

/** What somebody wants to be, until the address is confirmed. */
export interface PendingAccount extends Code {
  /** Of the account to be: confirming again after a crash makes the same one. */
  readonly userId: string;
  readonly wanted: Omit<Registration, 'password'>;
  readonly passwordHash: string;
}

/** An account that wants to have this address instead of its own. */
export interface PendingMove extends Code {
  /** The account's id. */
  readonly moves: string;
  /** The address that it had. */
  readonly from: string;
}

export type Pending = PendingAccount | PendingMove;

/** All that was asked for with one address, whether or not an account has it. */
export interface RegistrationBook {
  readonly email: string;
  readonly mailedAt: readonly number[];
  /** Of the newest mail; none where that went to an account, or was used. */
  readonly pending: Pending | null;
}

export const emptyBook = (email: string): RegistrationBook => ({ email, mailedAt: [], pending: null });

const hour = 3_600_000;
/** Nobody's mailbox is flooded in their name. */
const mailsAnHour = 5;
export const confirmMinutes = 60;
/** Nothing depends on when the store forgets: times are compared with the clock. */
export const keptSeconds = 24 * 3600;

const prefix = 'reg-';

/** Says nothing about the address, and is the same for it whoever asks. */
export const registrationId = (email: string): string => `${prefix}${hashOf(email).slice(0, 32)}`;

export const isRegistrationId = (id: string): boolean => id.startsWith(prefix);

const lately = (book: RegistrationBook | undefined, now: number): readonly number[] =>
  book?.mailedAt.filter((at) => now - at < hour) ?? [];

export const mayMail = (book: RegistrationBook | undefined, now: number): boolean =>
  lately(book, now).length < mailsAnHour;

/** The newest registration counts: an earlier token, which may be a stranger's, is good for nothing any more. */
export const noteMail = (
  book: RegistrationBook | undefined,
  { email, pending }: Pick<RegistrationBook, 'email' | 'pending'>,
  now: number,
): RegistrationBook => ({ email, pending, mailedAt: [...lately(book, now), now] });

const waitingFor = (book: RegistrationBook | undefined, tokenHash: string, now: number): Pending | undefined => {
  const pending = book?.pending;
  return pending?.tokenHash === tokenHash && now < pending.expiresAt ? pending : undefined;
};

/** The account that this token makes now. */
export const checkAccount = (book: RegistrationBook | undefined, tokenHash: string, now: number): PendingAccount => {
  const pending = waitingFor(book, tokenHash, now);
  if (!pending || 'moves' in pending) throw refusals.registration();
  return pending;
};

/** The change of address of this account that this token makes now: to which, and from which. */
export const checkMove = (
  book: RegistrationBook | undefined,
  { tokenHash, moves }: Pick<PendingMove, 'tokenHash' | 'moves'>,
  now: number,
): Pick<RegistrationBook, 'email'> & Pick<PendingMove, 'from'> => {
  const pending = waitingFor(book, tokenHash, now);
  if (!book || !pending || !('moves' in pending) || pending.moves !== moves) throw refusals.addressChange();
  return { email: book.email, from: pending.from };
};

/** After it was confirmed, unless somebody asked for another meanwhile. */
export const withoutPending = (book: RegistrationBook, tokenHash: string): RegistrationBook =>
  book.pending?.tokenHash === tokenHash ? { ...book, pending: null } : book;

/** Nothing that a stranger typed goes into a mail, so it is no name. */
export const registrantOf = (book: RegistrationBook | undefined): Contact | null =>
  book ? { email: book.email, name: book.email, phone: null } : null;
