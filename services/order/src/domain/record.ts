import type { OrderRecord, SagaRecord } from '@mercato/contracts/order';
import type { Outgoing } from '@mercato/kit/messaging';
import type { SagaLog, StepLog } from '@mercato/kit/saga';
import { iso } from '@mercato/kit/time';
import type { OrderState } from './order.ts';
import { orderView } from './view.ts';

/** An order's item as it lies in the store. */
export interface StoredOrder {
  readonly state: OrderState;
  readonly version: number;
  readonly owed: readonly Outgoing[];
}

const stepView = (step: string, { intentAt, outcome, tries = 0, undo }: StepLog): SagaRecord['steps'][number] => ({
  step,
  intentAt: iso(intentAt),
  outcome: outcome ?? null,
  tries,
  undo: undo ? { intentAt: iso(undo.intentAt), outcome: undo.outcome ?? null, tries: undo.tries } : null,
});

const sagaView = ({ version, direction, startedAt, steps, refusal, parked, end }: SagaLog): SagaRecord => ({
  version,
  direction,
  startedAt: iso(startedAt),
  // The store keeps no order of keys.
  steps: Object.entries(steps)
    .toSorted(([, a], [, b]) => a.intentAt - b.intentAt)
    .map(([step, log]) => stepView(step, log)),
  refusal: refusal ?? null,
  parked: parked ? { reason: parked.reason, since: iso(parked.since) } : null,
  end: end ?? null,
});

/** Everything but the payment token, which is nobody's business. */
export const recordView = ({ state, version, owed }: StoredOrder): OrderRecord => {
  const currency = state.payment.captured?.currency ?? state.total?.currency ?? 'EUR';
  return {
    order: orderView(state, version),
    requested: [...state.requested],
    checkout: sagaView(state.checkout),
    cancel: state.cancel && sagaView(state.cancel),
    cancelRequests: [...state.cancelRequests],
    refunds: state.payment.refunds.map(({ id, key, amount, status }) => {
      return { id, key, amount: { amount, currency }, status };
    }),
    results: [...state.results],
    timeline: [...state.timeline],
    owed: owed.map(({ id, topic, time }) => ({ id, topic, time })),
  };
};
