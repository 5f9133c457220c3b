import type { Decision } from '@mercato/kit/aggregate';
import { type Moment, newSagaLog, type Opened, type SagaChange } from '@mercato/kit/saga';
import { iso } from '@mercato/kit/time';
import type { Acceptance } from './acceptance.ts';
import { cancelledByCustomer, cancelUnbegun } from './checkout-progress.ts';
import { orders } from './errors.ts';
import { cancelledFact } from './facts.ts';
import { refundableOf, wholeRefundId, withRefund } from './money-back.ts';
import { cancelVersion, confirmStep, type OrderState, refundStep, stepKeyOf, withStatus } from './order.ts';
import { answerCancels, remembered, withResult } from './results.ts';
import { withTurn } from './saga-notes.ts';
import { withEntry } from './timeline.ts';

/**
 * `settled`: nothing more to do for this command. `carry-out`: the order is confirmed, so it must be undone. `resume`: its
 * checkout is parked, and no message is left that would try it again.
 */
export type CancelDecision = Decision<OrderState, 'settled' | 'carry-out' | 'resume'>;

/** Why this order cannot be cancelled any more, if so: from these statuses there is no way back. */
export const whyNotCancellable = ({ status }: OrderState): string | undefined =>
  status === 'shipped' || status === 'delivered' ? `The order is already ${status}` : undefined;

/** Takes a cancel command. What it does depends on how far the order is. */
export const requestCancel = (
  current: OrderState | undefined,
  acceptance: Acceptance | undefined,
  command: { readonly commandId: string; readonly orderId: string },
  moment: Moment,
): CancelDecision => {
  const { commandId, orderId } = command;
  if (!current) {
    if (!acceptance) throw orders.notFound(orderId);
    const { state, owed } = cancelUnbegun(acceptance, moment);
    return { state: withResult(state, commandId), result: 'settled', owed: owed ?? [] };
  }
  if (current.status === 'cancelled') return { state: withResult(current, commandId), result: 'settled' };
  const why = whyNotCancellable(current);
  if (why !== undefined) return refuse(current, commandId, why, moment);
  return current.checkout.end ? cancelConfirmed(current, commandId, moment) : stopCheckout(current, commandId, moment);
};

const refuse = (order: OrderState, commandId: string, why: string, { now }: Moment): CancelDecision => {
  const noted = withEntry(order, now, { kind: 'note', name: 'cancel', outcome: 'refused', detail: why });
  return { state: withResult(noted, commandId, orders.notCancellable(why)), result: 'settled' };
};

const asked = (order: OrderState, commandId: string, { now }: Moment): OrderState =>
  withEntry({ ...order, cancelRequests: [...order.cancelRequests, commandId].slice(-remembered) }, now, {
    kind: 'note',
    name: 'cancel',
    outcome: 'started',
  });

/** The runner of the checkout reads the request at its next write; past the point of no return it could not heed it. */
const stopCheckout = (order: OrderState, commandId: string, moment: Moment): CancelDecision => {
  const { steps, parked } = order.checkout;
  const result = parked ? 'resume' : 'settled';
  if (!steps[confirmStep]) return { state: asked(order, commandId, moment), result };
  if (parked) return { ...refuse(order, commandId, 'The order waits for a person to look at it', moment), result };
  throw orders.busy(order.id, 'it is being confirmed');
};

const cancelConfirmed = (order: OrderState, commandId: string, moment: Moment): CancelDecision => {
  if (order.cancelRequests.includes(commandId)) return { result: 'carry-out' };
  if (order.cancel) return { state: asked(order, commandId, moment), result: 'carry-out' };
  if (order.payment.refunds.some((refund) => refund.status === 'asked')) throw orders.busy(order.id, 'a refund');
  const cancel = newSagaLog(cancelVersion, moment.now);
  return { state: asked({ ...order, cancel }, commandId, moment), result: 'carry-out' };
};

/** What one turn of undoing a confirmed order makes of it. */
export const cancelProgressOf = (order: OrderState, change: SagaChange, moment: Moment): Opened<OrderState> => {
  const noted = withTurn({ ...order, updatedAt: iso(moment.now) }, change, moment.now);
  const begun = change.after.steps[refundStep] && !change.before.steps[refundStep];
  if (begun) return { state: withWholeRefund(noted) };
  if (change.after.end === 'undone') {
    const why = change.after.refusal?.detail ?? 'The parcel has left';
    return { state: answerCancels({ ...noted, cancel: null }, orders.notCancellable(why)) };
  }
  if (change.after.end !== 'done') return { state: noted };
  const cancellation = { ...cancelledByCustomer, at: iso(moment.now) };
  const state = answerCancels(withStatus({ ...noted, cancellation }, 'cancelled', moment.now));
  return { state, owed: [cancelledFact(state, moment)] };
};

/** All that is left goes back; that is put down before payment is asked. */
const withWholeRefund = (order: OrderState): OrderState => {
  const amount = refundableOf(order)?.amount ?? 0;
  if (amount === 0) return order;
  return withRefund(order, { id: wholeRefundId, key: stepKeyOf(order.id, refundStep), amount, status: 'asked' });
};
