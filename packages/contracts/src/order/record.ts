import { z } from 'zod';
import { errorCodes, money, timestamp } from '../shared/index.ts';
import { order, orderRequestLine, timelineEntry } from './schemas.ts';

/** How far one step of a saga has come. The intent is stored before the effect is called. */
const sagaStep = z.object({
  step: z.string(),
  intentAt: timestamp,
  outcome: z.enum(['done', 'refused', 'uncertain']).nullable(),
  /** When its outcome was known; null as long as it is not, and where the timeline forgot. */
  endedAt: timestamp.nullable(),
  tries: z.int(),
  undo: z
    .object({
      intentAt: timestamp,
      outcome: z.literal('done').nullable(),
      endedAt: timestamp.nullable(),
      tries: z.int(),
    })
    .nullable(),
});

/** The log of one saga, as it is stored with the order. */
export const sagaRecord = z
  .object({
    version: z.int(),
    direction: z.enum(['forward', 'back']),
    startedAt: timestamp,
    steps: z.array(sagaStep),
    refusal: z.object({ code: z.enum(errorCodes), detail: z.string() }).nullable(),
    parked: z.object({ reason: z.string(), since: timestamp }).nullable(),
    end: z.enum(['done', 'undone']).nullable(),
  })
  .meta({ id: 'SagaRecord' });
export type SagaRecord = z.infer<typeof sagaRecord>;

/** All that is stored of an order, but for its payment token: for administrators who audit or mend. */
export const orderRecord = z
  .object({
    order,
    /** The trace of the request that placed it, where that was recorded. */
    traceId: z.string().nullable(),
    requested: z.array(orderRequestLine),
    checkout: sagaRecord,
    /** The saga that undoes a confirmed order, once somebody asked for it. */
    cancel: sagaRecord.nullable(),
    /** Cancel commands that wait for the outcome. */
    cancelRequests: z.array(z.string()),
    refunds: z.array(
      z.object({ id: z.string(), key: z.string(), amount: money, status: z.enum(['asked', 'done', 'refused']) }),
    ),
    /** What came of the latest commands; without a code they were done. */
    results: z.array(
      z.object({ commandId: z.string(), code: z.enum(errorCodes).nullable(), detail: z.string().nullable() }),
    ),
    timeline: z.array(timelineEntry),
    /** Messages that are stored with the order and not yet known to be published. */
    owed: z.array(z.object({ id: z.string(), topic: z.string(), time: timestamp })),
  })
  .meta({ id: 'OrderRecord' });
export type OrderRecord = z.infer<typeof orderRecord>;
