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

type Told = OrderState['timeline'];

/** The timeline tells when: a step's log has no room for it. */
const endOf = (told: Told, kind: Told[number]['kind'], step: string): string | null =>
  told.findLast((entry) => entry.kind === kind && entry.name === step)?.at ?? null;

const undoView = (
  step: string,
  undo: NonNullable<StepLog['undo']>,
  told: Told,
): SagaRecord['steps'][number]['undo'] => ({
  intentAt: iso(undo.intentAt),
  outcome: undo.outcome ?? null,
  endedAt: undo.outcome ? endOf(told, 'undo', step) : null,
  tries: undo.tries,
});

const stepView = (step: string, log: StepLog, told: Told): SagaRecord['steps'][number] => ({
  step,
  intentAt: iso(log.intentAt),
  outcome: log.outcome ?? null,
  endedAt: log.outcome ? endOf(told, 'step', step) : null,
  tries: log.tries ?? 0,
  undo: log.undo ? undoView(step, log.undo, told) : null,
});

const sagaView = ({ version, direction, startedAt, steps, refusal, parked, end }: SagaLog, told: Told): SagaRecord => ({
  version,
  direction,
  startedAt: iso(startedAt),
  // The store keeps no order of keys.
  steps: Object.entries(steps)
    .toSorted(([, a], [, b]) => a.intentAt - b.intentAt)
    .map(([step, log]) => stepView(step, log, told)),
  refusal: refusal ?? null,
  parked: parked ? { reason: parked.reason, since: iso(parked.since) } : null,
  end: end ?? null,
});

/** Everything but the payment token, which is nobody's business. */
export const recordView = ({ state, version, owed }: StoredOrder): OrderRecord => {
  const currency = state.payment.captured?.currency ?? state.total?.currency ?? 'EUR';
  return {
    order: orderView(state, version),
    traceId: state.traceId ?? null,
    requested: [...state.requested],
    checkout: sagaView(state.checkout, state.timeline),
    cancel: state.cancel && sagaView(state.cancel, state.timeline),
    cancelRequests: [...state.cancelRequests],
    refunds: state.payment.refunds.map(({ id, key, amount, status }) => {
      return { id, key, amount: { amount, currency }, status };
    }),
    results: [...state.results],
    timeline: [...state.timeline],
    owed: owed.map(({ id, topic, time }) => ({ id, topic, time })),
  };
};
