import { type Moment, neverBegun, type Opened, type SagaChange } from '@mercato/kit/saga';
import { iso } from '@mercato/kit/time';
import type { Acceptance } from './acceptance.ts';
import { orders } from './errors.ts';
import { cancelledFact, confirmedFact, placedFact } from './facts.ts';
import { checkoutVersion, type OrderState, placeOrder, withStatus } from './order.ts';
import { answerCancels } from './results.ts';
import { withTurn } from './saga-notes.ts';

export const cancelledByCustomer = {
  code: 'order.cancelled_by_customer',
  detail: 'The customer cancelled the order',
} as const;

/** The order that a checkout command is about, made if it is not there yet. */
export const takeUp = (current: OrderState | undefined, acceptance: Acceptance, moment: Moment): Opened<OrderState> => {
  if (current && current.requestHash !== acceptance.requestHash) throw orders.keyReused();
  if (current) return { state: current };
  const state = placeOrder(acceptance, moment.now);
  return { state, owed: [placedFact(state, moment)] };
};

/** An order cancelled before its checkout began: a checkout that comes later ends at once. */
export const cancelUnbegun = (acceptance: Acceptance, moment: Moment): Opened<OrderState> => {
  const placed = placeOrder(acceptance, moment.now);
  const checkout = neverBegun(checkoutVersion, placed.checkout.startedAt, cancelledByCustomer);
  const state = asCancelled({ ...placed, checkout }, moment.now);
  return { state, owed: [placedFact(state, moment), cancelledFact(state, moment)] };
};

/** What one turn of the checkout makes of the order. */
export const progressOf = (order: OrderState, change: SagaChange, moment: Moment): Opened<OrderState> => {
  const noted = withTurn({ ...order, updatedAt: iso(moment.now) }, change, moment.now);
  if (change.after.end === 'done') {
    const state = withStatus(withoutToken(noted), 'processing', moment.now);
    return { state, owed: [confirmedFact(state, moment)] };
  }
  if (change.after.end !== 'undone') return { state: noted };
  const state = answerCancels(asCancelled(noted, moment.now));
  return { state, owed: [cancelledFact(state, moment)] };
};

const asCancelled = (order: OrderState, now: number): OrderState => {
  const { code, detail } = order.checkout.refusal ?? cancelledByCustomer;
  return withStatus({ ...withoutToken(order), cancellation: { code, detail, at: iso(now) } }, 'cancelled', now);
};

const withoutToken = (order: OrderState): OrderState => ({ ...order, payment: { ...order.payment, token: null } });
