import type { SagaStep } from '@mercato/kit/saga';
import { confirmStep, type OrderState } from '../../domain/order.ts';
import { callTimes } from '../../ports/call-times.ts';
import type { Inventory } from '../../ports/inventory.ts';
import { reservationsOf } from './reserve-stock.ts';

/** The point of no return: what is reserved is sold. The event that confirms the order also releases the parcel. */
export const confirmOrder = (inventory: Inventory): SagaStep<OrderState> => ({
  id: confirmStep,
  timeoutMs: callTimes.inventory,
  canRefuse: false,
  do: ({ state }) => inventory.commit(reservationsOf(state)),
  undo: ({ state }) => inventory.release(reservationsOf(state)),
});
