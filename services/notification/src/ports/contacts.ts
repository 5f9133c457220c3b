import type { Recipient } from './senders.ts';

/** Where to reach a user; null for a closed or unknown account. Throws `dependency.*` when nobody can tell. */
export interface Contacts {
  of(userId: string): Promise<Recipient | null>;
}
