import type { SagaRecord } from '@mercato/contracts/order';
import { isParked, isRecorded, isSettled, type OrderFacts, type RecordedOrder, type Rule, statusOf } from '../facts.ts';

const of = ({ id }: Pick<OrderFacts, 'id'>, rule: string, detail: string) => ({
  rule,
  aggregate: `order:${id}`,
  detail,
});

/** What was accepted is not lost. */
export const acceptedOrdersExist: Rule = ({ orders }, { accepted }) => {
  const known = new Set(orders.filter((o) => o.known !== 'missing').map((o) => o.id));
  return accepted
    .filter((id) => !known.has(id))
    .map((id) => of({ id }, 'order.lost', 'it was accepted, and nobody knows it'));
};

export const ordersAreListed: Rule = ({ orders }) =>
  orders
    .filter((order) => isRecorded(order) && !order.listed)
    .map((order) => of(order, 'order.unlisted', 'it is not in the listing of all orders'));

const unfinished = ({ known }: RecordedOrder): string | undefined => {
  if (known.checkout.end === null) return 'its checkout has not ended';
  if (known.cancel && known.cancel.end === null) return 'its cancellation has not ended';
  if (known.cancelRequests.length > 0) return `nobody answered the cancel commands ${known.cancelRequests.join(', ')}`;
  const asked = known.refunds.filter((refund) => refund.status === 'asked');
  return asked.length > 0 ? `refunds were neither given nor refused: ${asked.map((r) => r.key).join(', ')}` : undefined;
};

/** At rest every order has come to an end, waits for the carrier, or waits for a person who was called. */
export const ordersAreFinished: Rule = ({ orders }) =>
  orders
    .filter((order) => order.known !== 'missing' && !isParked(order))
    .flatMap((order) => {
      if (!isRecorded(order)) return [of(order, 'order.unfinished', 'it was accepted, and nothing was done since')];
      const why = unfinished(order);
      if (why !== undefined) return [of(order, 'order.unfinished', why)];
      return isSettled(order) ? [] : [of(order, 'order.unfinished', `it is still ${statusOf(order)}`)];
    });

/** What was told may still stand there: the next write takes it off, should the one after the telling have failed. */
export const nothingIsOwed: Rule = ({ orders, events }) => {
  const told = new Set(events?.entries.map(({ id }) => id));
  return orders.filter(isRecorded).flatMap((order) => {
    const topics = order.known.owed.filter(({ id }) => !told.has(id)).map(({ topic }) => topic);
    return topics.length > 0 ? [of(order, 'order.owed', `it still owes ${topics.join(', ')}`)] : [];
  });
};

const moves: Readonly<Record<string, readonly string[]>> = {
  pending: ['processing', 'cancelled'],
  processing: ['shipped', 'cancelled'],
  shipped: ['delivered'],
};

/** Each status was reached once and in order, and the last one is where the order is. */
export const historiesAreLegal: Rule = ({ orders }) =>
  orders.filter(isRecorded).flatMap((order) => {
    const { timeline } = order.known;
    // Of very long ones only the end is kept.
    if (timeline[0]?.seq !== 1) return [];
    const path = timeline.filter((entry) => entry.kind === 'status').map((entry) => entry.name);
    const legal =
      path[0] === 'pending' &&
      path.at(-1) === statusOf(order) &&
      path.every((status, i) => i === 0 || moves[path[i - 1] ?? '']?.includes(status)) &&
      timeline.every((entry, i) => entry.seq === i + 1);
    return legal ? [] : [of(order, 'order.history', `it is ${statusOf(order)} after ${path.join(' → ') || 'nothing'}`)];
  });

const leftOver = (saga: SagaRecord): readonly string[] =>
  saga.steps.filter((step) => step.undo?.outcome !== 'done').map((step) => step.step);

const undoneBut = ({ known }: RecordedOrder): string | undefined => {
  const { checkout, cancel, order } = known;
  if (order.status !== 'cancelled') return checkout.end === 'done' ? undefined : 'its checkout was not done';
  if (checkout.end === 'done') return cancel?.end === 'done' ? undefined : 'its cancellation was not done';
  const left = leftOver(checkout);
  return left.length > 0 ? `never undone: ${left.join(', ')}` : undefined;
};

/** An order that ended without delivery has undone every step it ever meant to take; a confirmed one has taken all. */
export const sagasAreWhole: Rule = ({ orders }) =>
  orders.filter(isSettled).flatMap((order) => {
    const why = undoneBut(order);
    return why === undefined ? [] : [of(order, 'order.saga', `it is ${statusOf(order)}, and yet ${why}`)];
  });
