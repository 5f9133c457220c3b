import type { Decision } from '@mercato/kit/aggregate';
import { DomainError } from '@mercato/kit/errors';
import { orders } from './errors.ts';
import { type OrderState, withStatus } from './order.ts';
import { canMove } from './order-status.ts';
import { resultOf, withResult } from './results.ts';
import { withEntry } from './timeline.ts';

export type Fulfilled = 'shipped' | 'delivered';

/** The statuses an order reached by a decision. */
export type Reached = readonly Fulfilled[];

const stages: readonly Fulfilled[] = ['shipped', 'delivered'];

const reachedAlready = (order: OrderState, target: Fulfilled): boolean =>
  order.status === 'delivered' || order.status === target;

/** Applies a fact of shipping. Facts come late, twice and in any order: what is known is left, what is missing is caught up. */
export const applyFulfilled = (
  current: OrderState | undefined,
  orderId: string,
  target: Fulfilled,
  now: number,
): Decision<OrderState, Reached> => {
  if (!current || current.status === 'pending') throw orders.busy(orderId, `it cannot be ${target} yet`);
  if (reachedAlready(current, target)) return { result: [] };
  if (current.status === 'cancelled') {
    const detail = `Shipping says that the order was ${target}`;
    return { state: withEntry(current, now, { kind: 'note', name: target, outcome: 'refused', detail }), result: [] };
  }
  const missing = stages.slice(stages.findIndex((s) => s === current.status) + 1, stages.indexOf(target) + 1);
  return { state: missing.reduce((order, status) => withStatus(order, status, now), current), result: missing };
};

interface StatusCommand {
  readonly commandId: string;
  readonly orderId: string;
  readonly status: Fulfilled;
}

/** Whether shipping must be asked for this status change. What cannot be is refused here and now. */
export const judgeStatus = (
  current: OrderState | undefined,
  command: StatusCommand,
  now: number,
): Decision<OrderState, 'ask' | 'settled'> => {
  const { commandId, orderId, status } = command;
  if (!current) throw orders.notFound(orderId);
  if (resultOf(current, commandId)) return { result: 'settled' };
  if (current.status === status) return { state: withResult(current, commandId), result: 'settled' };
  if (!canMove(current.status, status)) {
    return { ...refuseStatus(current, command, orders.statusConflict(current.status, status), now), result: 'settled' };
  }
  return { result: 'ask' };
};

/** Puts down that shipping said no. */
export const refuseStatus = (
  current: OrderState | undefined,
  { commandId, orderId, status }: StatusCommand,
  why: DomainError,
  now: number,
): Decision<OrderState, Reached> => {
  if (!current) throw orders.notFound(orderId);
  const refusal = new DomainError('order.status_conflict', why.message);
  const noted = withEntry(current, now, { kind: 'note', name: status, outcome: 'refused', detail: why.message });
  return { state: withResult(noted, commandId, refusal), result: [] };
};

/** Puts down that shipping did it. */
export const confirmStatus = (
  current: OrderState | undefined,
  { commandId, orderId, status }: StatusCommand,
  now: number,
): Decision<OrderState, Reached> => {
  const { state = current, result } = applyFulfilled(current, orderId, status, now);
  return state ? { state: withResult(state, commandId), result } : { result };
};
