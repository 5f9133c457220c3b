import { baseConfig } from '@mercato/kit/config';
import { z } from 'zod';

const ms = z.coerce.number().int().min(0).max(60_000);

export const config = baseConfig.extend({
  /** How long an ordinary answer of the simulated provider takes. */
  PAYMENT_PROVIDER_LATENCY_MS: ms.default(20),
  /** How long it keeps the caller of a late or silent card waiting: longer than any step of a checkout may take. */
  PAYMENT_PROVIDER_LATE_MS: ms.default(8000),
  /** The longest the provider is waited for. */
  PAYMENT_PROVIDER_TIMEOUT_MS: ms.min(1).default(10_000),
});
