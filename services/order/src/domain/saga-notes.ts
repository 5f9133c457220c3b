import type { SagaChange } from '@mercato/kit/saga';
import type { OrderState } from './order.ts';
import { withEntry } from './timeline.ts';

/** Writes one turn of a saga into the timeline. Of failures that repeat the first is told, and the one that turned it back. */
export const withTurn = (order: OrderState, { before, after, report }: SagaChange, now: number): OrderState => {
  const turned = before.direction !== after.direction;
  const told = report && (turned || !isRepeated(before, report)) ? withReport(order, report, now) : order;
  if (!after.parked || before.parked) return told;
  const { reason: detail } = after.parked;
  return withEntry(told, now, { kind: 'note', name: 'needs-attention', outcome: 'failed', detail });
};

type Report = NonNullable<SagaChange['report']>;

const isRepeated = (before: SagaChange['before'], { phase, step, outcome }: Report): boolean => {
  if (outcome === 'done' || outcome === 'refused') return false;
  const entry = before.steps[step];
  return ((phase === 'do' ? entry?.tries : entry?.undo?.tries) ?? 0) > 0;
};

const withReport = (order: OrderState, report: Report, now: number): OrderState =>
  withEntry(order, now, {
    kind: report.phase === 'do' ? 'step' : 'undo',
    name: report.step,
    outcome: report.outcome,
    ...('detail' in report ? { detail: report.detail } : {}),
  });
