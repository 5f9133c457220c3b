import { z } from 'zod';
import { errorCodes } from './errors.ts';
import { id } from './ids.ts';

/** Answer 202: the work is recorded and will be done; `href` is where its outcome appears. */
export const accepted = z
  .object({ id, status: z.literal('accepted'), href: z.string() })
  .meta({ id: 'Accepted', description: 'Recorded durably; follow href for the outcome' });
export type Accepted = z.infer<typeof accepted>;

export const refused = z
  .object({ verdict: z.literal('refused'), code: z.enum(errorCodes), detail: z.string() })
  .meta({ id: 'Refused' });
export type Refused = z.infer<typeof refused>;

/**
 * What one service answers another with, always as a 200: done, or refused for a business reason. A refusal is not a
 * failure, so circuit breakers must not count it.
 */
export const verdict = <T extends z.ZodRawShape>(done: T) =>
  z.discriminatedUnion('verdict', [z.object({ verdict: z.literal('ok'), ...done }), refused]);
