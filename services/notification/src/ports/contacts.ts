import type { Recipient } from './senders.ts';

/** Where to reach a user; null for a closed or unknown account. Throws `dependency.*` when nobody can tell. */
export interface Contacts {
  /** As it is now. */
  of(userId: string): Promise<Recipient | null>;
  /** As it is now or was half a minute ago, whichever costs less to tell. */
  lately(userId: string): Promise<Recipient | null>;
}
