import { baseConfig } from '@mercato/kit/config';
import { z } from 'zod';

const ms = z.coerce.number().int().min(1);

export const config = baseConfig.extend({
  /** How often a replica looks at the change log; what it shows is at most this and a read behind the store. */
  PRODUCT_POLL_MS: ms.max(10_000).default(1_000),
  PRODUCT_CACHE_TTL_MS: ms.default(3_600_000),
  /** Products kept in full in memory, some 2 KB each; the index of all of them is not bounded by it. */
  PRODUCT_CACHE_SIZE: z.coerce.number().int().min(1).default(10_000),
  /** How long an administrative request waits for its outcome when it does not say. */
  PRODUCT_WAIT_MS: ms.max(25_000).default(8_000),
});
