import type { Moment, Opened, SagaChange, SagaHost } from './host.ts';
import type { Report, SagaDefinition } from './types.ts';

/** The state after one turn: what the step recorded, the log, and what the aggregate makes of it. */
export const learn = <S>(
  host: SagaHost<S>,
  definition: SagaDefinition<S>,
  state: S,
  change: SagaChange,
  at: Moment,
): Opened<S> => {
  const recorded = change.report ? record(definition, state, change.report) : state;
  const stored = host.withLog(recorded, change.after);
  return host.learn?.(stored, change, at) ?? { state: stored };
};

/** Folds what a call answered into the state. */
export const record = <S>(definition: SagaDefinition<S>, state: S, report: Report): S => {
  if (report.outcome !== 'done') return state;
  const step = definition.steps.find((s) => s.id === report.step);
  const fold = report.phase === 'do' ? step?.record : step?.recordUndo;
  return fold?.(state, report.output) ?? state;
};
