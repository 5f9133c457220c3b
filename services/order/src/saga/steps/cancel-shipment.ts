import type { SagaStep } from '@mercato/kit/saga';
import { bookStep, type OrderState, stepKeyOf } from '../../domain/order.ts';
import { callTimes } from '../../ports/call-times.ts';
import type { Shipping } from '../../ports/shipping.ts';

/** Goes first, since a parcel that has left cannot be called back: then the order stays as it is. */
export const cancelShipment = (shipping: Shipping): SagaStep<OrderState> => ({
  id: 'cancel-shipment',
  timeoutMs: callTimes.shipping,
  canTimeOut: false,
  do: ({ id: orderId }) => shipping.cancel({ key: stepKeyOf(orderId, bookStep), orderId }),
  // Runs only after a refusal, which changed nothing.
  undo: () => Promise.resolve(),
});
