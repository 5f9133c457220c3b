import { histogram } from '@mercato/kit/telemetry';
import type { CartMetrics } from './ports/cart-metrics.ts';

/** The business metrics of the cart. */
export const cartMetrics = (): CartMetrics => {
  const value = histogram('cart_value_dollars');
  return { changed: (total) => value.observe(total.amount / 100) };
};
