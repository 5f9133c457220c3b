import type { Address } from '@mercato/contracts/shared';
import type { ProfileUpdate, Registration, Role, User } from '@mercato/contracts/user';
import { type ClaimName, emailClaim, usernameClaim } from './claim.ts';

export interface PasswordReset {
  readonly tokenHash: string;
  /** Epoch milliseconds. */
  readonly requestedAt: number;
  readonly expiresAt: number;
}

/** `closed` keeps its names for ever; `withdrawn` is a registration that lost the race for one and never counted. */
export type AccountStatus = 'active' | 'closed' | 'withdrawn';

export interface Account {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly fullName: string | null;
  readonly phone: string | null;
  readonly address: Address | null;
  readonly role: Role;
  readonly passwordHash: string;
  readonly status: AccountStatus;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly deletedAt: string | null;
  /** Sessions opened under an older epoch are over. */
  readonly sessionEpoch: number;
  readonly reset: PasswordReset | null;
}

export interface NewAccount {
  readonly id: string;
  readonly role: Role;
  readonly passwordHash: string;
  readonly at: string;
}

export const newAccount = (wanted: Omit<Registration, 'password'>, made: NewAccount): Account => ({
  id: made.id,
  username: wanted.username,
  email: wanted.email,
  fullName: wanted.fullName ?? null,
  phone: wanted.phone ?? null,
  address: wanted.address ?? null,
  role: made.role,
  passwordHash: made.passwordHash,
  status: 'active',
  createdAt: made.at,
  updatedAt: made.at,
  deletedAt: null,
  sessionEpoch: 1,
  reset: null,
});

/** The names an account points to; a claim that is not among them protects nobody. */
export const claimsOf = (account: Account | undefined): readonly ClaimName[] =>
  account === undefined || account.status === 'withdrawn'
    ? []
    : [emailClaim(account.email), usernameClaim(account.username)];

export const without = (names: readonly ClaimName[], others: readonly ClaimName[]): readonly ClaimName[] =>
  names.filter((name) => !others.includes(name));

export const isActive = (account: Account | undefined): account is Account => account?.status === 'active';

/** Fields left out stay; null empties one. */
export const changeProfile = (account: Account, update: ProfileUpdate, at: string): Account => ({
  ...account,
  username: update.username ?? account.username,
  email: update.email ?? account.email,
  fullName: update.fullName === undefined ? account.fullName : update.fullName,
  phone: update.phone === undefined ? account.phone : update.phone,
  address: update.address === undefined ? account.address : update.address,
  // A reset was mailed to the address that it had.
  reset: update.email === undefined || update.email === account.email ? account.reset : null,
  updatedAt: at,
});

/** What is left is what keeps the names taken: nobody can sign in, and nobody is described. */
export const closeAccount = (account: Account, at: string): Account => ({
  ...account,
  status: 'closed',
  fullName: null,
  phone: null,
  address: null,
  passwordHash: '',
  deletedAt: at,
  updatedAt: at,
  reset: null,
  sessionEpoch: account.sessionEpoch + 1,
});

export const toUser = (account: Account, version: number): User => ({
  id: account.id,
  username: account.username,
  email: account.email,
  fullName: account.fullName,
  phone: account.phone,
  address: account.address,
  role: account.role,
  createdAt: account.createdAt,
  updatedAt: account.updatedAt,
  version,
});

export interface Contact {
  readonly email: string;
  readonly name: string;
  readonly phone: string | null;
}

export const contactOf = (account: Account | undefined): Contact | null =>
  isActive(account) ? { email: account.email, name: account.fullName ?? account.username, phone: account.phone } : null;
