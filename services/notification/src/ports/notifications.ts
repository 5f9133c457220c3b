import type { Notification } from '@mercato/contracts/notification';

/** What was sent, each message once. */
export interface NotificationRecords {
  /** A strong read: what it does not find was not recorded. */
  find(id: string): Promise<Notification | undefined>;
  /** Keeps the first record of an id. `known`: there is one already. */
  keep(notification: Notification): Promise<'new' | 'known'>;
  /** Those of the ids that are recorded, in their order. */
  all(ids: readonly string[]): Promise<readonly Notification[]>;
}

/** Which notifications a user got, newest first. */
export interface NotificationListing {
  /** Adding an id again changes nothing. A `fresh` one surely was not added before, which saves looking for it. */
  add(userId: string, id: string, options: { readonly fresh: boolean }): Promise<void>;
  /** Throws `request.invalid` for a cursor it never gave out. */
  page(
    userId: string,
    query: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<{ readonly ids: readonly string[]; readonly nextCursor: string | null }>;
}
