import type { SagaStep } from '@mercato/kit/saga';
import type { OrderState } from '../../domain/order.ts';
import { callTimes } from '../../ports/call-times.ts';
import type { Inventory } from '../../ports/inventory.ts';
import { reservationsOf } from './reserve-stock.ts';

/** Puts sold units back on the shelf. */
export const returnStock = (inventory: Inventory): SagaStep<OrderState> => ({
  id: 'return-stock',
  timeoutMs: callTimes.inventory,
  canRefuse: false,
  do: ({ state }) => inventory.release(reservationsOf(state)),
  undo: () => Promise.resolve(),
});
