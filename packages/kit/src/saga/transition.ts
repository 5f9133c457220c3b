import {
  followersOf,
  isCommitted,
  stepAhead,
  stepBehind,
  turnBack,
  withoutIntents,
  withoutLease,
  withoutParking,
  withStep,
} from './log.ts';
import type { ParkAfter, Refusal, Report, SagaDefinition, SagaLog, SagaStep, StepLog, Turn } from './types.ts';

export interface TransitionContext {
  readonly runner: string;
  readonly now: number;
  /** From then on a step that fails for the moment has failed for good. */
  readonly giveUpAt: number;
  readonly parkAfter: ParkAfter;
  /** Somebody wants the saga to end: honoured up to the point of no return. */
  readonly stop?: Refusal | undefined;
  /** Steps whose intent this runner stored by its last write, and which it has not called. */
  readonly uncalled?: readonly string[];
}

/** What a report makes of the log, and whether to pause before the next call. */
interface Taken {
  readonly log: SagaLog;
  readonly pause?: 'later' | 'parked';
}

// Longer than the call by the time it takes to write what came of it.
const leaseSlackMs = 1_000;

/**
 * One turn of a saga: takes what came of the last call, and decides the next. The outcome of one step and the intent
 * of the next are one log, hence one write. Pure: the same log and report give the same turn, so it may be decided anew
 * on whatever a conflict left.
 */
export const transition = <S>(
  log: SagaLog,
  definition: SagaDefinition<S>,
  report: Report | undefined,
  context: TransitionContext,
): Turn => {
  if (log.end) return { log, next: 'finished', counted: false };
  if (isLent(log, context)) return { log, next: 'busy', counted: false };
  const taken = report ? take(log, definition, report, context) : { log };
  const counted = taken.log !== log;
  const stops = context.stop && taken.log.direction === 'forward' && !isCommitted(taken.log, definition);
  if (context.stop && stops) return { ...onward(turnBack(taken.log, context.stop), definition, context), counted };
  if (taken.pause) return { log: withoutLease(taken.log), next: taken.pause, counted };
  return { ...onward(taken.log, definition, context), counted };
};

/** What came of a call that was followed by another one at once. */
export const outcomeOnly = <S>(
  log: SagaLog,
  definition: SagaDefinition<S>,
  report: Report,
  context: TransitionContext,
): SagaLog => (log.end || isLent(log, context) ? log : take(log, definition, report, context).log);

const isLent = (log: SagaLog, context: TransitionContext): boolean =>
  log.lease !== undefined && log.lease.runner !== context.runner && log.lease.until > context.now;

/**
 * Whoever takes a saga over writes its own lease before it calls anything: so where the lease is still this runner's,
 * nobody else has acted on what this runner intended and did not call.
 */
const withoutUncalled = (log: SagaLog, { runner, uncalled = [] }: TransitionContext): SagaLog =>
  log.lease?.runner === runner ? withoutIntents(log, uncalled) : log;

/** The call that a report is about, as the stored log knows it. */
interface Call<S> {
  readonly log: SagaLog;
  readonly definition: SagaDefinition<S>;
  readonly step: SagaStep<S>;
  readonly entry: StepLog;
}

/** A report counts only for a call that the stored log is waiting for; any other comes from a runner left behind. */
const take = <S>(stored: SagaLog, definition: SagaDefinition<S>, report: Report, context: TransitionContext): Taken => {
  const step = definition.steps.find((s) => s.id === report.step);
  const log = report.outcome === 'done' ? stored : withoutUncalled(stored, context);
  const entry = log.steps[report.step];
  if (!step || !entry) return { log: stored };
  if (report.phase === 'undo') {
    const waiting = log.direction === 'back' && entry.undo && !entry.undo.outcome;
    return waiting ? takeUndo(log, entry, report, context) : { log: stored };
  }
  const waiting = log.direction === 'forward' && !entry.outcome;
  return waiting ? takeDo({ log, definition, step, entry }, report, context) : { log: stored };
};

const takeDo = <S>(call: Call<S>, report: Report, context: TransitionContext): Taken => {
  const { log, definition, step, entry } = call;
  const { outcome } = report;
  if (outcome === 'done') return { log: withStep(withoutParking(log), step.id, { ...entry, outcome }) };
  const canRefuse = step.canRefuse !== false;
  const canTimeOut = canRefuse && step.canTimeOut !== false;
  const { code, detail } = report;
  if (outcome === 'refused' && canRefuse) {
    return { log: turnBack(withStep(withoutParking(log), step.id, { ...entry, outcome }), { code, detail }) };
  }
  if (canTimeOut && (outcome === 'uncertain' || context.now >= context.giveUpAt)) {
    const doubtful = withStep(log, step.id, { ...entry, outcome: 'uncertain' });
    return { log: turnBack(doubtful, { code: definition.timedOut, detail: `${step.id}: ${detail}` }) };
  }
  const tries = (entry.tries ?? 0) + 1;
  const failed = withStep(log, step.id, { ...entry, tries });
  // What may still be given up in time is never parked.
  return canTimeOut
    ? { log: failed, pause: 'later' }
    : hopeFor(failed, report, { tries, since: entry.intentAt }, context);
};

const takeUndo = (log: SagaLog, entry: StepLog, report: Report, context: TransitionContext): Taken => {
  const undo = entry.undo ?? { intentAt: context.now, tries: 0 };
  if (report.outcome === 'done') {
    return { log: withStep(withoutParking(log), report.step, { ...entry, undo: { ...undo, outcome: 'done' } }) };
  }
  const tries = undo.tries + 1;
  const failed = withStep(log, report.step, { ...entry, undo: { ...undo, tries } });
  return hopeFor(failed, report, { tries, since: undo.intentAt }, context);
};

/** A call that must succeed in the end: tried again until it has failed too often for too long. */
const hopeFor = (
  log: SagaLog,
  report: Report,
  failed: { readonly tries: number; readonly since: number },
  { now, parkAfter }: TransitionContext,
): Taken => {
  if (failed.tries < parkAfter.tries || now - failed.since < parkAfter.ms) return { log, pause: 'later' };
  const why = 'detail' in report ? report.detail : '';
  const parked = { reason: `${report.phase} ${report.step}: ${why}`, since: log.parked?.since ?? now };
  return { log: { ...log, parked }, pause: 'parked' };
};

const onward = <S>(log: SagaLog, definition: SagaDefinition<S>, context: TransitionContext): Omit<Turn, 'counted'> => {
  const forward = log.direction === 'forward';
  const step = forward ? stepAhead(log, definition) : stepBehind(log, definition);
  if (!step) return { log: { ...withoutLease(log), end: forward ? 'done' : 'undone' }, next: 'finished' };
  const { intended, longest } = forward ? intend(log, definition, step, context) : intendUndo(log, step, context);
  const lease = { runner: context.runner, until: context.now + longest + leaseSlackMs };
  return { log: { ...intended, lease }, next: forward ? { do: step.id } : { undo: step.id } };
};

/** The log with intents, and the time of the longest of their calls. */
interface Intended {
  readonly intended: SagaLog;
  readonly longest: number;
}

const intend = <S>(
  log: SagaLog,
  definition: SagaDefinition<S>,
  step: SagaStep<S>,
  { now: intentAt }: TransitionContext,
): Intended => {
  const calls = [step, ...followersOf(step, definition)];
  const intended = calls.reduce((all, { id }) => (all.steps[id] ? all : withStep(all, id, { intentAt })), log);
  return { intended, longest: Math.max(...calls.map(({ timeoutMs }) => timeoutMs)) };
};

const intendUndo = <S>(log: SagaLog, { id, timeoutMs }: SagaStep<S>, { now }: TransitionContext): Intended => {
  const entry = log.steps[id] ?? { intentAt: now };
  const undo = entry.undo ?? { intentAt: now, tries: 0 };
  return { intended: withStep(log, id, { ...entry, undo }), longest: timeoutMs };
};
