import type { OrderRecord } from '@mercato/contracts/order';
import type { Payment } from '@mercato/contracts/payment';
import { sum } from './facts.ts';

export type LedgerKind = Payment['ledger'][number]['kind'];

/** In minor units. */
export interface PaymentSums {
  readonly authorized: number;
  readonly captured: number;
  readonly refunded: number;
}

export const sumsOf = ({ authorized, captured, refunded }: Payment): PaymentSums => ({
  authorized: authorized.amount,
  captured: captured.amount,
  refunded: refunded.amount,
});

export const ledgerSum = ({ ledger }: Payment, kind: LedgerKind): number =>
  sum(ledger.filter((line) => line.kind === kind).map((line) => line.amount.amount));

/** What the shop has of a payment. */
export const netOf = (payment: Payment | null): number =>
  payment ? payment.captured.amount - payment.refunded.amount : 0;

/** What was taken and what was given back, by the order's own record. */
export const recordedSums = ({ order, refunds }: OrderRecord): Pick<PaymentSums, 'captured' | 'refunded'> => ({
  captured: order.payment.captured?.amount ?? 0,
  refunded: sum(refunds.filter((refund) => refund.status === 'done').map((refund) => refund.amount.amount)),
});

/** What the shop has of an order, by the order's own record. */
export const recordedNet = (record: OrderRecord): number => {
  const { captured, refunded } = recordedSums(record);
  return captured - refunded;
};
