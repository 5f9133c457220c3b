import { z } from 'zod';
import { errorCodes } from './errors.ts';

/** One field at fault: a JSON pointer into the part of the request that `in` names. */
export const fieldError = z.object({
  in: z.enum(['body', 'query', 'params', 'headers']),
  pointer: z.string(),
  message: z.string(),
});
export type FieldError = z.infer<typeof fieldError>;

/** RFC 9457 problem details; `code` is stable and documented in `docs/errors.md`. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(errorCodes),
    detail: z.string().optional(),
    instance: z.string().optional(),
    requestId: z.string().optional(),
    errors: z.array(fieldError).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;
