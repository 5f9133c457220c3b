import { z } from 'zod';
import { timestamp } from '../shared/index.ts';
import { queueName } from './dead-letters.ts';

/** A process of the local shop: `order` is the app, `order.daprd` its sidecar, `order-2` the app of a second replica. */
export const processName = z
  .string()
  .regex(/^[a-z][a-z0-9-]*(\.daprd)?$/)
  .max(80);

const seconds = z.int().min(1).max(120);

/** What may be done to the local shop. A pause and slowness end by themselves. */
export const chaosRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('kill'), target: processName }),
  z.strictObject({ action: z.literal('pause'), target: processName, seconds }),
  /** It runs for a part of the time only, some ten times a second. */
  z.strictObject({ action: z.literal('slow'), target: processName, seconds }),
  z.strictObject({ action: z.literal('resume'), target: processName }),
  /** A message that nobody can read, into a queue: it ends among the dead letters. */
  z.strictObject({ action: z.literal('poison'), target: queueName }),
]);
export type ChaosRequest = z.infer<typeof chaosRequest>;

export const chaosTarget = z
  .object({
    name: processName,
    service: z.string(),
    kind: z.enum(['app', 'sidecar']),
    state: z.enum(['running', 'paused', 'slow', 'gone']),
    /** When a pause or slowness ends. */
    until: timestamp.nullable(),
  })
  .meta({ id: 'ChaosTarget' });
export type ChaosTarget = z.infer<typeof chaosTarget>;

export const chaosPanel = z.object({
  /** False everywhere but in a local shop that was started with the panel: then nothing is listed and nothing may be done. */
  enabled: z.boolean(),
  targets: z.array(chaosTarget),
  /** Queues that may be poisoned. */
  queues: z.array(queueName),
});
export type ChaosPanel = z.infer<typeof chaosPanel>;

export const chaosDone = z.object({
  target: z.string(),
  action: z.enum(['kill', 'pause', 'slow', 'resume', 'poison']),
  until: timestamp.nullable(),
  /** Of the message that was put into a queue. */
  eventId: z.string().nullable(),
});
