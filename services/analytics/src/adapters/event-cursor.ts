import { errors } from '@mercato/kit/errors';

const shape = /^[a-z0-9-]{1,80}\/\d{4}-\d{2}-\d{2}\/[A-Za-z0-9_~-]{1,128}\.json$/;

export const cursorOf = (key: string): string => Buffer.from(key).toString('base64url');

/** Cursors come back from outside: one that is not ours is refused. */
export const keyIn = (cursor: string): string => {
  const key = Buffer.from(cursor, 'base64url').toString('latin1');
  if (shape.test(key) && cursorOf(key) === cursor) return key;
  throw errors.invalid([{ in: 'query', pointer: '/cursor', message: 'is not a cursor of this listing' }]);
};
