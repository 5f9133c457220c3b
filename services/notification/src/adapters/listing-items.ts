import { type ListingHead, pageName } from '../domain/listing.ts';

/** What a page's item holds. */
export interface Page {
  readonly ids: readonly string[];
}

export const headId = (userId: string): string => `${userId}:head`;

export const pageKey = (userId: string, head: Pick<ListingHead, 'made'>, page: number): string =>
  `notifications-of:${userId}:${pageName(head, page)}`;
