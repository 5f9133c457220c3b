import type { ApiKeyInfo, Scope } from '@mercato/contracts/user';
import { refusals } from './errors.ts';

export interface KeptKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly proofHash: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly revokedAt: number | null;
}

/** All keys of machines, in one item; of those that are over the latest stay to be seen. */
export interface KeyBook {
  readonly keys: readonly KeptKey[];
}

const mostKeys = 200;

const isLive = ({ revokedAt, expiresAt }: KeptKey, now: number): boolean => revokedAt === null && now < expiresAt;

export const addKey = (book: KeyBook | undefined, key: KeptKey): KeyBook => {
  const keys = book?.keys ?? [];
  if (keys.length < mostKeys) return { keys: [...keys, key] };
  const spent = keys.find((other) => !isLive(other, key.createdAt));
  if (!spent) throw refusals.keysFull();
  return { keys: [...keys.filter((other) => other !== spent), key] };
};

export const revokeKey = (book: KeyBook | undefined, id: string, now: number): KeyBook => {
  const keys = book?.keys ?? [];
  if (!keys.some((key) => key.id === id)) throw refusals.keyNotFound();
  return { keys: keys.map((key) => (key.id === id ? { ...key, revokedAt: key.revokedAt ?? now } : key)) };
};

/** The key that this is, if it may be used now. */
export const liveKey = (
  book: KeyBook | undefined,
  presented: { readonly id: string; readonly hash: string },
  now: number,
): KeptKey | undefined => {
  const key = book?.keys.find(({ id }) => id === presented.id);
  return key && key.proofHash === presented.hash && isLive(key, now) ? key : undefined;
};

export const toInfo = (key: KeptKey, iso: (ms: number) => string): ApiKeyInfo => ({
  id: key.id,
  name: key.name,
  scopes: [...key.scopes],
  createdAt: iso(key.createdAt),
  expiresAt: iso(key.expiresAt),
  revokedAt: key.revokedAt === null ? null : iso(key.revokedAt),
});
