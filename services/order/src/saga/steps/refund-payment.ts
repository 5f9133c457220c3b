import type { Money } from '@mercato/contracts/shared';
import type { SagaStep } from '@mercato/kit/saga';
import { wholeRefundId, withRefund } from '../../domain/money-back.ts';
import { type OrderState, refundStep } from '../../domain/order.ts';
import { callTimes } from '../../ports/call-times.ts';
import type { Payments } from '../../ports/payments.ts';

const wholeRefund = ({ payment }: OrderState) => payment.refunds.find((refund) => refund.id === wholeRefundId);

/** Gives back whatever the order still has. The parcel is cancelled by now, so there is no way back. */
export const refundPayment = (payments: Payments): SagaStep<OrderState, Money | null> => ({
  id: refundStep,
  timeoutMs: callTimes.payments,
  canRefuse: false,
  do: async ({ id: orderId, state }) => {
    const refund = wholeRefund(state);
    const { authorizeKey, captured } = state.payment;
    if (!refund || !captured) return null;
    return payments.refund({ key: refund.key, orderId, authorizeKey, amount: { ...captured, amount: refund.amount } });
  },
  undo: () => Promise.resolve(),
  record: (state) => {
    const refund = wholeRefund(state);
    return refund ? withRefund(state, { ...refund, status: 'done' }) : state;
  },
});
