import type { ReservedLine } from '@mercato/contracts/product';
import type { SagaStep, StepContext } from '@mercato/kit/saga';
import { orders } from '../../domain/errors.ts';
import type { OrderState } from '../../domain/order.ts';
import { orderLineOf, sameMoney, totalOf } from '../../domain/totals.ts';
import { callTimes } from '../../ports/call-times.ts';
import type { Inventory } from '../../ports/inventory.ts';

export const reserveStep = 'reserve-stock';

/** The reservations of an order, one per line. */
export const reservationsOf = ({ id, requested }: OrderState) => ({
  orderId: id,
  lines: requested.map(({ productId }, line) => ({ key: `${id}:${reserveStep}:${line}`, productId })),
});

/** Reserves all lines in one call, and fixes names and prices. */
export const reserveStock = (inventory: Inventory): SagaStep<OrderState, readonly ReservedLine[]> => ({
  id: reserveStep,
  timeoutMs: callTimes.inventory,
  do: async ({ state }: StepContext<OrderState>) => {
    const { orderId, lines } = reservationsOf(state);
    const wanted = lines.map((line, i) => ({ ...line, quantity: state.requested[i]?.quantity ?? 0 }));
    const reserved = await inventory.reserve({ orderId, lines: wanted });
    const total = totalOf(reserved.map(orderLineOf));
    if (state.expectedTotal && !sameMoney(state.expectedTotal, total)) {
      throw orders.totalChanged(state.expectedTotal, total);
    }
    return reserved;
  },
  undo: ({ state }) => inventory.release(reservationsOf(state)),
  record: (state, reserved) => {
    const lines = reserved.map(orderLineOf);
    return { ...state, lines, total: totalOf(lines) };
  },
});
