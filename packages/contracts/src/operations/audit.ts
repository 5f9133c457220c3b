import { z } from 'zod';
import { page, timestamp } from '../shared/index.ts';

export const auditAction = z.enum(['redrive', 'discard', 'conserve', 'kill', 'pause', 'resume', 'slow', 'poison']);
export type AuditAction = z.infer<typeof auditAction>;

/** Who did what and when. It is written before it is done: `count` is null as long as nothing is known of the outcome. */
export const auditEntry = z
  .object({
    id: z.string(),
    at: timestamp,
    actor: z.string(),
    action: auditAction,
    /** A queue, or a process. */
    target: z.string(),
    /** The ids that were asked for, or `all`, or how it was done. */
    what: z.array(z.string()),
    outcome: z.enum(['begun', 'done', 'failed']),
    /** How many messages it concerned in the end. */
    count: z.int().nullable(),
    detail: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof auditEntry>;

export const auditPage = page(auditEntry);
