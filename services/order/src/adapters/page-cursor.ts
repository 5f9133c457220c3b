import { DomainError } from '@mercato/kit/errors';
import { z } from 'zod';
import type { Position } from '../domain/index-pages.ts';

const position = z.tuple([z.int().min(0), z.string().max(40), z.string().max(64)]);

export const cursorOf = ({ n, before }: Position): string =>
  Buffer.from(JSON.stringify([n, before?.at ?? '', before?.orderId ?? ''])).toString('base64url');

/** Cursors come back from outside: one that is not ours is refused. */
export const positionOf = (cursor: string): Position => {
  try {
    const [n, at, orderId] = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { n, before: orderId === '' ? null : { at, orderId } };
  } catch (cause) {
    const fields = [{ in: 'query' as const, pointer: '/cursor', message: 'is not a cursor of this listing' }];
    throw new DomainError('request.invalid', 'query/cursor: is not a cursor of this listing', { fields, cause });
  }
};
