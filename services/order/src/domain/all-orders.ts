import { hashOf } from '@mercato/kit/ids';
import type { Entry, SealedPage } from './index-pages.ts';

/** The listing of all orders is spread over so many a day, since every order that is placed writes one of them. */
const shards = 16;

export const dayOf = ({ at }: Pick<Entry, 'at'>): string => at.slice(0, 10);

export const shardOf = (entry: Entry): string =>
  `${dayOf(entry)}-${Number.parseInt(hashOf(entry.orderId).slice(0, 8), 16) % shards}`;

export const shardsOn = (day: string): readonly string[] => Array.from({ length: shards }, (_, n) => `${day}-${n}`);

/** The days on which there are entries before this one, newest first. */
export const daysBefore = (days: readonly string[], before: Entry | null): readonly string[] =>
  days.filter((day) => !before || day <= dayOf(before)).toSorted((a, b) => (a < b ? 1 : -1));

const isNewer = (a: Entry, b: Entry): boolean => (a.at === b.at ? a.orderId > b.orderId : a.at > b.at);

/** The newest entries of several lists, newest first. */
export const newest = (entries: readonly Entry[], most: number): readonly Entry[] =>
  entries.toSorted((a, b) => (isNewer(a, b) ? -1 : 1)).slice(0, most);

/** The full pages that may hold one of the newest entries before this one, those that end last first. */
export const pagesBefore = (pages: readonly SealedPage[], before: Entry | null): readonly SealedPage[] =>
  pages.filter((page) => !before || page.from <= before.at).toSorted((a, b) => (a.to < b.to ? 1 : -1));
