import { paymentCaptured, paymentRefunded } from '@mercato/contracts/payment';
import { type Outgoing, outgoing } from '@mercato/kit/messaging';
import { type PaymentState, paymentIdOf } from './payment.ts';

/** When something was decided, and as which version of the payment it will be written. */
export interface Moment {
  readonly at: string;
  readonly version: number;
}

const fact = (state: PaymentState, amount: number, { at, version }: Moment) => ({
  paymentId: paymentIdOf(state.orderId),
  orderId: state.orderId,
  userId: state.userId ?? 'unknown',
  version,
  amount: { amount, currency: state.currency },
  at,
});

/** One capture per authorisation, so its key tells the event from every other. */
export const capturedFact = (state: PaymentState, authorizeKey: string, amount: number, moment: Moment): Outgoing =>
  outgoing(paymentCaptured, fact(state, amount, moment), { distinct: authorizeKey, time: moment.at });

export const refundedFact = (state: PaymentState, refundKey: string, amount: number, moment: Moment): Outgoing =>
  outgoing(paymentRefunded, fact(state, amount, moment), { distinct: refundKey, time: moment.at });
