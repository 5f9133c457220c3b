import type { Snapshot } from '@mercato/kit/aggregate';
import type { OrderState } from '../domain/order.ts';

/** Many orders at once, for showing only: an order may be seen as it was a moment ago. */
export interface OrderReader {
  many(orderIds: readonly string[]): Promise<readonly Snapshot<OrderState>[]>;
}
