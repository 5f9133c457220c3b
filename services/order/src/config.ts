import { baseConfig } from '@mercato/kit/config';
import { z } from 'zod';

const ms = z.coerce.number().int().min(0);

/** What the order service reads from its environment. */
export const orderConfig = baseConfig.extend({
  /** From acceptance; after that a step that cannot be done for the moment cancels the order. */
  ORDER_GIVE_UP_AFTER_MS: ms.default(120_000),
  /** An undo that failed this often, for this long, parks the order. Shorter than the way to the dead-letter queue. */
  ORDER_PARK_AFTER_TRIES: z.coerce.number().int().min(1).default(8),
  ORDER_PARK_AFTER_MS: ms.default(240_000),
  /** How often every replica counts the orders that wait for a person. */
  ORDER_COUNT_PARKED_MS: ms.min(10).default(30_000),
});
