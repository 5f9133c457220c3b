import { z } from 'zod';
import { currency, timestamp } from '../shared/index.ts';

/** How much of the kept past to show; every series then has about `points` values. */
export const overviewQuery = z.strictObject({
  minutes: z.coerce.number().int().min(1).max(60).default(15),
  points: z.coerce.number().int().min(10).max(360).default(90),
});

/** One value for each of the overview's `times`; null where nothing was measured. */
export const series = z.array(z.number().nullable()).meta({ id: 'Series' });

const shopFigures = z.object({
  /** Orders that were confirmed. */
  ordersPerMinute: series,
  /** Checkouts that ended without an order: for a reason of the shopper's, and for one of ours. */
  refusedPerMinute: series,
  failedPerMinute: series,
  /** Of the checkouts that ended, the share that did not fail for a reason of ours: 0 to 1. */
  successRate: series,
  /** Of confirmed orders, in integer minor units a minute. */
  revenue: z.array(z.object({ currency, perMinute: series })),
  /** Orders that wait for a person; null where no order service answers. */
  parked: z.int().nullable(),
});

/** One promise of `telemetry/slo.yaml`. */
const promise = z
  .object({
    name: z.string(),
    title: z.string(),
    /** The share in percent that is promised. */
    objective: z.number(),
    /** How many times faster than allowed the error budget is used: 1 uses it up exactly by the end of the period. */
    burn: series,
    /** Over all that is kept; null where nothing happened. */
    now: z.object({ burn: z.number(), good: z.number(), events: z.int() }).nullable(),
  })
  .meta({ id: 'PromiseFigures' });

const serviceFigures = z
  .object({
    service: z.string(),
    /** Replicas that answer, of those that are known. */
    up: z.int(),
    replicas: z.int(),
    requestsPerSecond: series,
    /** Answers of 500 and above. */
    errorsPerSecond: series,
    messagesPerSecond: series,
    p50Seconds: series,
    p95Seconds: series,
  })
  .meta({ id: 'ServiceFigures' });

/** Rates are taken over the interval that ends at their time, quantiles too. */
export const overview = z
  .object({
    at: timestamp,
    stepSeconds: z.number(),
    times: z.array(timestamp),
    shop: shopFigures,
    promises: z.array(promise),
    services: z.array(serviceFigures),
  })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof overview>;
