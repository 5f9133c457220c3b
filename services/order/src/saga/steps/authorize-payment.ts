import type { Money } from '@mercato/contracts/shared';
import { DomainError } from '@mercato/kit/errors';
import type { SagaStep } from '@mercato/kit/saga';
import { withMoneyBack } from '../../domain/money-back.ts';
import { authorizeStep, type OrderState } from '../../domain/order.ts';
import { callTimes } from '../../ports/call-times.ts';
import type { Payments } from '../../ports/payments.ts';

interface Authorized {
  readonly paymentId: string;
  readonly amount: Money;
}

/** Holds the money; it moves only with the capture. */
export const authorizePayment = (payments: Payments): SagaStep<OrderState, Authorized, Money> => ({
  id: authorizeStep,
  timeoutMs: callTimes.payments,
  follows: true,
  do: async ({ state: { id: orderId, userId, total, payment } }) => {
    if (!total || payment.token === null) throw new DomainError('internal.error', `${orderId} has nothing to pay with`);
    return payments.authorize({ key: payment.authorizeKey, orderId, userId, amount: total, token: payment.token });
  },
  undo: ({ key, state: { id: orderId, payment } }) =>
    payments.void({ key: `${key}:undo`, orderId, authorizeKey: payment.authorizeKey }),
  record: (state, { paymentId, amount }) => ({
    ...state,
    payment: { ...state.payment, paymentId, authorized: amount },
  }),
  recordUndo: (state, refunded) => withMoneyBack(state, refunded, `${state.payment.authorizeKey}:undo`),
});
