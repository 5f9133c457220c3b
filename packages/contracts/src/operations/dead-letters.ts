import { z } from 'zod';
import { timestamp } from '../shared/index.ts';

/** The queue of an app (`order-commands`), or its dead-letter queue (`order-commands-dlq`). */
export const queueName = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(80);

export const deadLetterQueue = z
  .object({
    /** Where the dead letters lie, where they come from, and who reads that. */
    queue: queueName,
    source: queueName,
    app: z.string(),
    messages: z.int(),
    /** Of those that were looked at: with `more`, there may be older ones. */
    oldestSentAt: timestamp.nullable(),
    more: z.boolean(),
  })
  .meta({ id: 'DeadLetterQueue' });
export type DeadLetterQueueView = z.infer<typeof deadLetterQueue>;

const why = z.object({
  reason: z.string(),
  code: z.string().nullable(),
  at: z.string().nullable(),
  /** The app that could not handle it, or whoever looked at the message; nobody where neither knows. */
  saidBy: z.enum(['app', 'message', 'nobody']),
});

/** A dead letter as an operator may see it: nothing in it is secret, or of its customer. */
export const deadLetter = z
  .object({
    queue: queueName,
    messageId: z.string(),
    eventId: z.string(),
    topic: z.string(),
    subject: z.string(),
    traceId: z.string().nullable(),
    requestId: z.string().nullable(),
    sentAt: timestamp.nullable(),
    firstReceivedAt: timestamp.nullable(),
    attempts: z.int(),
    why,
    /** The CloudEvent, redacted; a text where it is none. */
    event: z.unknown(),
  })
  .meta({ id: 'DeadLetter' });

export const deadLetters = z.object({
  queue: queueName,
  source: queueName,
  /** The oldest hundred at the most. */
  items: z.array(deadLetter),
  more: z.boolean(),
});

/** The id of a message, or of the event in it. */
const letterId = z.string().min(1).max(200);
const letterIds = z.array(letterId).min(1).max(100);

export const redriveRequest = z.union([z.strictObject({ ids: letterIds }), z.strictObject({ all: z.literal(true) })]);
export type RedriveRequest = z.infer<typeof redriveRequest>;

/** `confirm` says the name of the dead-letter queue once more, since what is discarded is gone for ever. */
export const discardRequest = z.strictObject({ ids: letterIds, confirm: queueName });

export const redriven = z.object({
  moved: z.int(),
  /** Ids that were asked for and lie in the queue no more, or never did. */
  missing: z.array(z.string()),
  /** How far the queue service's own task has come, where it has one. */
  task: z.string().nullable(),
});

export const discarded = z.object({ discarded: z.int(), missing: z.array(z.string()) });
