import { baseConfig } from '@mercato/kit/config';
import { z } from 'zod';

export const userConfig = baseConfig.extend({
  /** Password hashes made at once; each takes 19 MiB and a thread. */
  HASHES_AT_ONCE: z.coerce.number().int().min(1).max(4).default(2),
  /** Registrations from one network address before each waits longer than the last; each sends a mail. */
  REGISTRATIONS_AT_ONCE: z.coerce.number().int().min(1).default(20),
});
