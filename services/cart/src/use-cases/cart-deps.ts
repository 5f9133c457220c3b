import type { Aggregates } from '@mercato/kit/aggregate';
import type { Ids } from '@mercato/kit/ids';
import type { Logger } from '@mercato/kit/telemetry';
import type { Clock } from '@mercato/kit/time';
import type { Cart } from '../domain/cart.ts';
import type { CartMetrics } from '../ports/cart-metrics.ts';
import type { PriceList } from '../ports/prices.ts';

/** What the use-cases of the cart need of the world. */
export interface CartDeps {
  readonly carts: Aggregates<Cart>;
  readonly prices: PriceList;
  readonly metrics: CartMetrics;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
}
