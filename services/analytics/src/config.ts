import { baseConfig } from '@mercato/kit/config';
import { z } from 'zod';

const week = 7;

/** What the analytics service reads from its environment. */
export const analyticsConfig = baseConfig.extend({
  /** How many whole days an event is kept at the least. */
  ARCHIVE_KEEP_DAYS: z.coerce.number().int().min(week).max(3_650).default(week),
  /** Pause between two sweeps of what is older; 0 where the bucket has a lifecycle rule that does it. */
  ARCHIVE_SWEEP_MS: z.coerce.number().int().min(0).max(86_400_000).default(3_600_000),
});
