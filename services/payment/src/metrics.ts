import { counter, histogram } from '@mercato/kit/telemetry';

const processing = histogram('payment_processing_seconds');

/** Records how long the provider took for one operation, and what came of it. */
export const recordProcessing = (provider: string, operation: string, outcome: string, ms: number): void =>
  processing.labels(provider, operation, outcome).observe(ms / 1000);

/** Counts a card that was declined, by why: a wave of one reason is an outage or an attack. */
export const countDecline = (provider: string, reason: string): void =>
  counter('payment_declines_total').inc({ provider, reason });

/** Counts what a notice of the provider led to. */
export const countNotice = (provider: string, outcome: string): void =>
  counter('payment_notices_total').inc({ provider, outcome });
