import { z } from 'zod';

/** An opaque position in a listing; take it from `nextCursor`, never build it. */
export const cursor = z
  .string()
  .regex(/^[A-Za-z0-9_=-]{1,512}$/)
  .meta({ id: 'Cursor' });

/** Query part of every listing: `limit` 1 to 100 (20 unless given) and `cursor`. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: cursor.optional(),
});

/** One page of a listing; `nextCursor` is null on the last one. */
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: cursor.nullable() });
