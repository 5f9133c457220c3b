import { DomainError } from '@mercato/kit/errors';
import { z } from 'zod';
import type { Entry } from '../domain/index-pages.ts';
import type { IndexQuery } from '../ports/order-index.ts';

const position = z.tuple([z.string().min(1).max(40), z.string().min(1).max(64)]);

/** Names the last entry that was shown: what comes after it stays the same, however the listing is laid out. */
export const cursorOf = ({ at, orderId }: Entry): string =>
  Buffer.from(JSON.stringify([at, orderId])).toString('base64url');

/** Cursors come back from outside: one that is not ours is refused. */
export const entryIn = (cursor: string): Entry => {
  try {
    const [at, orderId] = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { at, orderId };
  } catch (cause) {
    const fields = [{ in: 'query' as const, pointer: '/cursor', message: 'is not a cursor of this listing' }];
    throw new DomainError('request.invalid', 'query/cursor: is not a cursor of this listing', { fields, cause });
  }
};

/** The entry that a page begins after, if it does not begin with the newest. Nothing sorts before an empty id. */
export const startOf = ({ cursor, before }: Pick<IndexQuery, 'cursor' | 'before'>): Entry | null => {
  if (cursor !== undefined) return entryIn(cursor);
  return before === undefined ? null : { at: before, orderId: '' };
};
