import type { Order } from '@mercato/contracts/order';
import type { SagaStep } from '@mercato/kit/saga';
import { bookStep, type OrderState } from '../../domain/order.ts';
import { callTimes } from '../../ports/call-times.ts';
import type { Shipping } from '../../ports/shipping.ts';

/** Books a parcel that is held until the order is confirmed. */
export const bookShipment = (shipping: Shipping): SagaStep<OrderState, NonNullable<Order['shipment']>> => ({
  id: bookStep,
  timeoutMs: callTimes.shipping,
  follows: true,
  do: ({ key, state: { id: orderId, userId, shippingAddress: address, requested } }) => {
    const units = requested.reduce((sum, line) => sum + line.quantity, 0);
    return shipping.book({ key, orderId, userId, address, units });
  },
  undo: ({ key, id: orderId }) => shipping.cancel({ key, orderId }),
  record: (state, shipment) => ({ ...state, shipment }),
  recordUndo: (state) => ({ ...state, shipment: null }),
});
