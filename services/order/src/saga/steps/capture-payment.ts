import type { Money } from '@mercato/contracts/shared';
import type { SagaStep } from '@mercato/kit/saga';
import { withMoneyBack } from '../../domain/money-back.ts';
import type { OrderState } from '../../domain/order.ts';
import { callTimes } from '../../ports/call-times.ts';
import type { Payments } from '../../ports/payments.ts';

/** Takes the money, once everything else is held. */
export const capturePayment = (payments: Payments): SagaStep<OrderState, Money, Money> => ({
  id: 'capture-payment',
  timeoutMs: callTimes.payments,
  follows: true,
  do: ({ key, state: { id: orderId, payment } }) =>
    payments.capture({ key, orderId, authorizeKey: payment.authorizeKey }),
  undo: ({ key, state: { id: orderId, payment } }) =>
    payments.void({ key: `${key}:undo`, orderId, authorizeKey: payment.authorizeKey }),
  record: (state, captured) => ({ ...state, payment: { ...state.payment, captured } }),
  recordUndo: (state, refunded) => withMoneyBack(state, refunded, `${state.payment.authorizeKey}:undo`),
});
