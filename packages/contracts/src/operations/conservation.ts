import { z } from 'zod';
import { id, timestamp } from '../shared/index.ts';

export const conservationRequest = z.strictObject({
  /** How long to wait for quiet, and for what is off to come right. */
  waitSeconds: z.int().min(0).max(300).default(30),
  /** Orders known to be accepted, and events that were put into dead-letter queues on purpose. */
  accepted: z.array(id).max(1_000).default([]),
  poison: z.array(z.string().min(1).max(200)).max(1_000).default([]),
});

const finding = z
  .object({
    rule: z.string(),
    /** `order:<id>`, `product:<id>`, `queue:<name>` or `shop`. */
    aggregate: z.string(),
    detail: z.string(),
    /** What is known to have happened to it, line by line. */
    history: z.array(z.string()),
  })
  .meta({ id: 'ConservationFinding' });

export const conservationRun = z
  .object({
    id,
    startedAt: timestamp,
    startedBy: z.string(),
    endedAt: timestamp.nullable(),
    /** `clean`: nothing is lost, held or taken twice. `violated`: see the findings. `failed`: see `error`. */
    status: z.enum(['running', 'clean', 'violated', 'failed']),
    progress: z.object({
      step: z.enum(['waiting', 'events', 'orders', 'products', 'queues', 'checking', 'done']),
      /** What was read so far in this reading, and how many readings began: a finding counts when two readings show it. */
      done: z.int(),
      total: z.int().nullable(),
      reading: z.int(),
    }),
    /** The state of the shop, to be read by people. */
    summary: z.array(z.string()),
    /** The first hundred. */
    findings: z.array(finding),
    violations: z.int(),
    error: z.string().nullable(),
  })
  .meta({ id: 'ConservationRun' });
export type ConservationRun = z.infer<typeof conservationRun>;

export const conservationRuns = z.object({ items: z.array(conservationRun) });
