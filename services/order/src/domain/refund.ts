import type { refundOrder } from '@mercato/contracts/order';
import type { DataOf, Money } from '@mercato/contracts/shared';
import type { Decision } from '@mercato/kit/aggregate';
import type { DomainError } from '@mercato/kit/errors';
import { uuidV5 } from '@mercato/kit/ids';
import { orders } from './errors.ts';
import { refundableOf, withRefund } from './money-back.ts';
import type { OrderState, Refund } from './order.ts';
import { withResult } from './results.ts';
import { withEntry } from './timeline.ts';

/** What payment must be asked for; null when there is nothing (more) to ask. */
export interface AskedRefund {
  readonly refund: Refund;
  readonly amount: Money;
}

type Command = Pick<DataOf<typeof refundOrder>, 'commandId' | 'orderId' | 'amount' | 'reason'>;

/**
 * Puts a refund down before payment is asked, so that no other can spend the same money. A command that comes again is
 * answered by the aggregate, which remembers it.
 */
export const intendRefund = (
  current: OrderState | undefined,
  command: Command,
  now: number,
): Decision<OrderState, AskedRefund | null> => {
  const { commandId, orderId, reason } = command;
  // Money was promised back for an order that is not ours to pay from: a person must see it, in the dead-letter queue.
  if (!current) throw orders.busy(orderId, 'there is no such order to refund');
  const left = refundableOf(current);
  const known = current.payment.refunds.find((refund) => refund.id === commandId);
  if (known && left) {
    const amount = { ...left, amount: known.amount };
    return { result: known.status === 'asked' ? { refund: known, amount } : null };
  }
  refuseWhileMoving(current);
  const amount = command.amount ?? left;
  if (!left || !amount || !fits(amount, left)) return refused(current, commandId, orders.refundExceeded(left), now);
  const key = `${orderId}:refund:${uuidV5(commandId)}`;
  const refund: Refund = { id: commandId, key, amount: amount.amount, status: 'asked' };
  const detail = `${amount.amount} ${amount.currency}${reason === undefined ? '' : `: ${reason}`}`;
  const noted = withEntry(current, now, { kind: 'refund', name: 'refund', outcome: 'started', detail });
  return { state: withRefund(noted, refund), result: { refund, amount } };
};

const fits = (amount: Money, left: Money): boolean =>
  amount.currency === left.currency && amount.amount > 0 && amount.amount <= left.amount;

const refuseWhileMoving = (order: OrderState): void => {
  if (!order.checkout.end) throw orders.busy(order.id, 'its checkout has not ended');
  if (order.cancel && !order.cancel.end) throw orders.busy(order.id, 'it is being cancelled');
};

const refused = (
  order: OrderState,
  commandId: string,
  why: DomainError,
  now: number,
): Decision<OrderState, AskedRefund | null> => {
  const noted = withEntry(order, now, { kind: 'refund', name: 'refund', outcome: 'refused', detail: why.message });
  return { state: withResult(noted, commandId, why), result: null };
};

/** Puts down what payment answered: the money went back, or `why` it did not. */
export const settleRefund = (
  current: OrderState | undefined,
  commandId: string,
  why: DomainError | undefined,
  now: number,
): Decision<OrderState, null> => {
  const known = current?.payment.refunds.find((refund) => refund.id === commandId);
  if (!current || known?.status !== 'asked') return { result: null };
  if (why) {
    const undone = withRefund(current, { ...known, status: 'refused' });
    return { ...refused(undone, commandId, why, now), result: null };
  }
  const done = withRefund(current, { ...known, status: 'done' });
  const noted = withEntry(done, now, { kind: 'refund', name: 'refund', outcome: 'done' });
  return { state: withResult(noted, commandId), result: null };
};
