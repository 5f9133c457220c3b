import { baseConfig } from '@mercato/kit/config';
import { z } from 'zod';

const ms = z.coerce.number().int().min(0).max(86_400_000);

export const config = baseConfig.extend({
  /** How long a ready parcel waits for the carrier. */
  SHIPPING_DISPATCH_AFTER_MS: ms.default(5000),
  /** How long a dispatched parcel is under way. */
  SHIPPING_DELIVER_AFTER_MS: ms.default(10_000),
  /** How often the carrier looks while parcels are under way. */
  SHIPPING_TICK_MS: ms.min(10).default(1000),
  /** How often it looks, at the least, while there are none. */
  SHIPPING_IDLE_TICK_MS: ms.min(10).default(5000),
});
