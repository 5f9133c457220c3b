import { z } from 'zod';
import { errorCodes } from './errors.ts';
import type { RouteContract } from './route.ts';

/** Why an app could not handle a message, as it noted it. */
export const failureNote = z
  .object({ code: z.enum(errorCodes), reason: z.string(), at: z.string() })
  .meta({ id: 'FailureNote' });

/** Kit answers it in every service that takes messages; no service writes it itself. */
export const getFailure = {
  id: 'getFailure',
  method: 'GET',
  path: '/internal/failures/:name',
  summary: 'Why a message could not be handled, by the name that its id goes by; null where nothing was noted',
  audience: 'internal',
  callers: ['operations'],
  params: z.strictObject({ name: z.string().regex(/^[A-Za-z0-9-]{1,64}$/) }),
  answers: { 200: z.object({ note: failureNote.nullable() }) },
  errors: ['dependency.unavailable'],
} as const satisfies RouteContract;
