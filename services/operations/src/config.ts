import { baseConfig } from '@mercato/kit/config';
import { z } from 'zod';

/** What the operations service reads from its environment. */
export const operationsConfig = baseConfig.extend({
  /** Where a trace can be looked at, with `{traceId}` in it. */
  TRACE_URL: z.string().includes('{traceId}').optional(),
});
