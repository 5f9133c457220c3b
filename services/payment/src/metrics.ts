import { histogram } from '@mercato/kit/telemetry';

const processing = histogram('payment_processing_seconds');

/** Records how long the provider took for one operation, and what came of it. */
export const recordProcessing = (operation: string, outcome: string, ms: number): void =>
  processing.labels(operation, outcome).observe(ms / 1000);
