import type { Entry, SealedPage } from '../domain/index-pages.ts';

/** What a full page's item holds. */
export interface SealedEntries {
  readonly entries: readonly Entry[];
}

export const headKey = (kind: string, listing: string): string => `${kind}:${listing}`;

export const pageKey = (kind: string, listing: string, { n, made }: Pick<SealedPage, 'n' | 'made'>): string =>
  `${kind}:${listing}:${made === undefined ? '' : `${made}.`}${n}`;
