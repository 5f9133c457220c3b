import type { Refusal, SagaDefinition, SagaLog, SagaStep, StepLog } from './types.ts';

/** A saga that has not begun. `startedAt` is when its work was accepted, from which the time to give up counts. */
export const newSagaLog = (version: number, startedAt: number): SagaLog => ({
  version,
  direction: 'forward',
  startedAt,
  steps: {},
});

/** A saga that ended before its first step. */
export const neverBegun = (version: number, startedAt: number, refusal: Refusal): SagaLog => ({
  ...newSagaLog(version, startedAt),
  direction: 'back',
  refusal,
  end: 'undone',
});

/** Whether the saga has passed its point of no return: from there it only goes forward. */
export const isCommitted = <S>(log: SagaLog, definition: SagaDefinition<S>): boolean =>
  definition.steps.some((step) => step.canRefuse === false && log.steps[step.id] !== undefined);

export const withStep = (log: SagaLog, id: string, step: StepLog): SagaLog => ({
  ...log,
  steps: { ...log.steps, [id]: step },
});

export const turnBack = (log: SagaLog, refusal: Refusal): SagaLog => ({ ...log, direction: 'back', refusal });

export const withoutLease = (log: SagaLog): SagaLog => {
  const { lease: _lease, ...rest } = log;
  return rest;
};

export const withoutParking = (log: SagaLog): SagaLog => {
  const { parked: _parked, ...rest } = log;
  return rest;
};

/** The step to do next: the first one not done. */
export const stepAhead = <S>(log: SagaLog, definition: SagaDefinition<S>): SagaStep<S> | undefined =>
  definition.steps.find((step) => log.steps[step.id]?.outcome !== 'done');

/** The steps whose intents are stored with that of this one, in their order. */
export const followersOf = <S>(step: SagaStep<S>, { steps }: SagaDefinition<S>): readonly SagaStep<S>[] => {
  const after = steps.slice(steps.findIndex(({ id }) => id === step.id) + 1);
  const end = after.findIndex(({ follows }) => follows !== true);
  return end < 0 ? after : after.slice(0, end);
};

/** The steps that are intended in this log and were not in that one. */
export const intendedSince = (before: SagaLog, after: SagaLog): readonly string[] =>
  Object.keys(after.steps).filter((id) => before.steps[id] === undefined);

/** Takes intents back that nobody has acted on. */
export const withoutIntents = (log: SagaLog, ids: readonly string[]): SagaLog => {
  const idle = ids.filter((id) => log.steps[id] && !log.steps[id].outcome);
  if (idle.length === 0) return log;
  return { ...log, steps: Object.fromEntries(Object.entries(log.steps).filter(([id]) => !idle.includes(id))) };
};

/** The step to undo next: the last one with an intent, whatever came of it. */
export const stepBehind = <S>(log: SagaLog, definition: SagaDefinition<S>): SagaStep<S> | undefined =>
  definition.steps.findLast((step) => {
    const entry = log.steps[step.id];
    return entry !== undefined && entry.undo?.outcome !== 'done';
  });
