import { z } from 'zod';
import { page } from '../shared/index.ts';

/** The name of a topic. */
export const topicName = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(80);

/** A day in UTC. */
export const day = z.iso.date().meta({ id: 'Day', examples: ['2026-01-31'] });

/** An event as it was published. A repetition has the same id and says the same. */
export const archivedEvent = z
  .object({
    id: z.string(),
    topic: topicName,
    /** The id of the aggregate it is about. */
    subject: z.string(),
    time: z.string(),
    /** That of the aggregate it comes from, where the event has one. */
    version: z.int().nullable(),
    traceparent: z.string().nullable(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'ArchivedEvent' });
export type ArchivedEvent = z.infer<typeof archivedEvent>;

export const archivedEventPage = page(archivedEvent);
