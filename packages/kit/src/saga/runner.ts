import type { Aggregates, Decision, ExecuteOptions } from '../aggregate/index.ts';
import { currentContext, withTimeout } from '../context/index.ts';
import { DomainError, errors } from '../errors/index.ts';
import type { Ids } from '../ids/index.ts';
import { type Clock, systemClock } from '../time/index.ts';
import { labelOf, type Moment, type Opened, type SagaFaults, type SagaHost, type SagaObserver } from './host.ts';
import type { SagaRegistry } from './registry.ts';
import { learn, record } from './learn.ts';
import { followersOf, intendedSince } from './log.ts';
import { failureReport } from './report.ts';
import { outcomeOnly, transition, type TransitionContext } from './transition.ts';
import type { Next, ParkAfter, Phase, Report, SagaDefinition } from './types.ts';

export interface SagaRunnerOptions<S> {
  readonly aggregates: Aggregates<S>;
  readonly host: SagaHost<S>;
  readonly registry: SagaRegistry<S>;
  readonly clock: Clock;
  readonly ids: Ids;
  /** From the saga's start; then what fails for the moment has failed for good. */
  readonly giveUpAfterMs: number;
  readonly parkAfter: ParkAfter;
  /** Puts a parked saga down where somebody will see it: before its message may go, since no other will tell. */
  readonly parked?: (id: string) => Promise<void>;
  readonly observer?: SagaObserver<S>;
  readonly faults?: SagaFaults;
}

/** Finds the state to work on, or makes it; undefined when there is nothing to do. Runs inside the guarded write. */
export type Open<S> = (current: S | undefined, at: Moment) => Opened<S> | undefined;

/** What is known of a saga before it is looked at: `absent` where its message is most likely the first one. */
export type RunOptions = Pick<ExecuteOptions, 'expect'>;

/** One handling of one message. */
interface Run<S> extends RunOptions {
  readonly id: string;
  readonly runner: string;
  readonly open: Open<S>;
  turn: number;
  state: S | undefined;
  /** The steps that this handling's last write intended for the first time. */
  intended: readonly string[];
  /** This handling's last write ended the saga. */
  ended: boolean;
}

/** What came of the calls since the last write, in their order: all but the last one were done. */
type Reports = readonly Report[];

/** What one turn takes in. */
interface Heard {
  readonly reports: Reports;
  /** Intended by the last write, and not called. */
  readonly uncalled: readonly string[];
}

type Call = { readonly phase: Phase; readonly step: string };

const callOf = (next: Next): Call | undefined => {
  if (typeof next === 'string') return undefined;
  return 'do' in next ? { phase: 'do', step: next.do } : { phase: 'undo', step: next.undo };
};

/**
 * A call cut short by the delivery's deadline ends uncertain, which would undo a saga that nothing is wrong with; the next
 * delivery has time for it.
 */
const hasTimeFor = (ms: number): boolean => (currentContext()?.deadline ?? Infinity) - systemClock.now() >= ms;

const outOfTime = (phase: Phase, step: string): Report => ({
  phase,
  step,
  outcome: 'failed',
  code: 'deadline.exceeded',
  detail: 'Left to the next delivery',
});

const tryOf = (report: Report | undefined): string =>
  report && 'code' in report ? `try to ${report.phase} ${report.step}: ${report.code}: ${report.detail}` : 'try';

/**
 * Drives sagas whose log is part of an aggregate. It holds nothing but the reports of its last calls: every turn is
 * decided inside a guarded write on what is stored, so any number of runners may work on the same saga.
 */
export class SagaRunner<S> {
  readonly #options: SagaRunnerOptions<S>;

  constructor(options: SagaRunnerOptions<S>) {
    this.#options = options;
  }

  /**
   * Carries a saga as far as it goes. Returns once it has ended (everything owed is published) or is parked; throws a
   * transient error when the message must come again.
   */
  async run(id: string, open: Open<S>, options: RunOptions = {}): Promise<S | undefined> {
    const runner = this.#options.ids.uuid();
    const run: Run<S> = { id, runner, open, ...options, turn: 0, state: undefined, intended: [], ended: false };
    let reports: Reports = [];
    for (;;) {
      const next = await this.#advance(run, reports);
      const call = callOf(next);
      if (!call || run.state === undefined) return this.#stop(run, next, reports.at(-1));
      reports = await this.#callAll(run, run.state, call, reports.length === 0);
    }
  }

  async #advance(run: Run<S>, reports: Reports): Promise<Next> {
    const last = reports.at(-1);
    for (const label of this.#upcoming(last)) await this.#fault(run, 'before-intent', label);
    run.turn += 1;
    const called = new Set(reports.map(({ step }) => step));
    const heard = { reports, uncalled: run.intended.filter((id) => !called.has(id)) };
    return this.#options.aggregates.execute(
      run.id,
      `${run.runner}:${run.turn}`,
      (current, version) => this.#decide(run, current, version, heard),
      {
        settle: this.#mayEnd(last) ? 'now' : 'later',
        ...(run.expect && run.turn === 1 ? { expect: run.expect } : {}),
      },
    );
  }

  #decide(run: Run<S>, current: S | undefined, version: number, { reports, uncalled }: Heard): Decision<S, Next> {
    const { host, registry, clock, giveUpAfterMs, parkAfter } = this.#options;
    const at = { now: clock.now(), version };
    const opened = run.open(current, at);
    const found = opened && host.log(opened.state);
    run.state = opened?.state;
    run.ended = false;
    if (!opened || !found) return { result: 'finished' };
    const definition = registry.of(found.version);
    const context: TransitionContext = {
      runner: run.runner,
      now: at.now,
      giveUpAt: found.startedAt + giveUpAfterMs,
      parkAfter,
      stop: host.stop?.(opened.state),
      uncalled,
    };
    const told = this.#takeIn(opened.state, definition, reports.slice(0, -1), context, at);
    const before = host.log(told) ?? found;
    const report = reports.at(-1);
    const turn = transition(before, definition, report, context);
    if (turn.log === found) return opened.state === current ? { result: turn.next } : { ...opened, result: turn.next };
    const counted = turn.counted ? report : undefined;
    const learnt = learn(host, definition, told, { before, after: turn.log, report: counted }, at);
    run.state = learnt.state;
    run.intended = intendedSince(found, turn.log);
    run.ended = turn.log.end !== undefined;
    return { state: learnt.state, result: turn.next, owed: [...(opened.owed ?? []), ...(learnt.owed ?? [])] };
  }

  /** What came of the calls before the last one. */
  #takeIn(state: S, definition: SagaDefinition<S>, reports: Reports, context: TransitionContext, at: Moment): S {
    const { host } = this.#options;
    return reports.reduce((told, report) => {
      const before = host.log(told);
      const after = before && outcomeOnly(before, definition, report, context);
      if (!before || !after || after === before) return told;
      return learn(host, definition, told, { before, after, report }, at).state;
    }, state);
  }

  /** A call, and those of the steps that were intended with it, until one is not done. */
  async #callAll(run: Run<S>, stored: S, first: Call, isFirst: boolean): Promise<Reports> {
    const { host, registry } = this.#options;
    const definition = registry.of(host.log(stored)?.version ?? 0);
    const step = definition.steps.find(({ id }) => id === first.step);
    const followers = step && first.phase === 'do' ? followersOf(step, definition) : [];
    const reports: Report[] = [];
    let state = stored;
    for (const call of [first, ...followers.map(({ id }) => ({ phase: 'do' as const, step: id }))]) {
      await this.#fault(run, 'after-intent', labelOf(call.phase, call.step));
      const report = await this.#call(run, state, call, isFirst && reports.length === 0);
      await this.#fault(run, 'after-effect', labelOf(call.phase, call.step));
      reports.push(report);
      if (report.outcome !== 'done') break;
      state = record(definition, state, report);
    }
    return reports;
  }

  async #call(run: Run<S>, state: S, { phase, step: stepId }: Call, isFirst: boolean): Promise<Report> {
    const { registry, host, clock, observer } = this.#options;
    const began = clock.now();
    const step = registry.of(host.log(state)?.version ?? 0).steps.find((s) => s.id === stepId);
    if (!step) throw new DomainError('internal.error', `There is no step ${stepId}`);
    if (!isFirst && !hasTimeFor(step.timeoutMs)) return outOfTime(phase, stepId);
    const context = { id: run.id, state, key: `${run.id}:${stepId}` };
    const report = await withTimeout(stepId, step.timeoutMs, () => step[phase](context)).then(
      (output): Report => ({ phase, step: stepId, outcome: 'done', output }),
      (error: unknown) => failureReport(phase, stepId, error),
    );
    observer?.called?.(run.id, report, clock.now() - began);
    return report;
  }

  async #stop(run: Run<S>, next: Next, report: Report | undefined): Promise<S | undefined> {
    this.#tell(run, next);
    if (next === 'busy') throw errors.busy(run.id);
    if (next === 'later')
      throw new DomainError('dependency.unavailable', `${run.id} waits for another ${tryOf(report)}`);
    if (next === 'parked') await this.#options.parked?.(run.id);
    // A handling before this one may have ended the saga and died before it cleared what it had published.
    if (next === 'finished' && !this.#mayEnd(report)) {
      await this.#options.aggregates.execute(run.id, `${run.runner}:settle`, () => ({ result: null }));
    }
    await this.#fault(run, 'before-ack', run.id);
    return run.state;
  }

  #tell(run: Run<S>, next: Next): void {
    const { host, observer } = this.#options;
    const log = run.state === undefined ? undefined : host.log(run.state);
    if (run.state === undefined || !log || typeof next !== 'string') return;
    if (next !== 'finished') observer?.paused?.(run.id, next, log);
    else if (run.ended) observer?.ended?.(run.id, run.state, log);
  }

  /** Where the log's next write can be the last one, what it owes is cleared with it; elsewhere the write after does that. */
  #mayEnd(report: Report | undefined): boolean {
    const steps = this.#options.registry.current.steps;
    return report?.outcome === 'done' && report.step === (report.phase === 'do' ? steps.at(-1) : steps[0])?.id;
  }

  /** The calls whose intent the write after this report stores, as far as they can be foreseen. */
  #upcoming(report: Report | undefined): readonly string[] {
    const { current } = this.#options.registry;
    const ids = current.steps.map((s) => s.id);
    if (report?.phase === 'do' && report.outcome !== 'done') return [labelOf('undo', report.step)];
    const at = report ? ids.indexOf(report.step) : -1;
    if (report?.phase === 'undo') return [labelOf('undo', ids[at - 1] ?? 'end')];
    const next = current.steps[at + 1];
    return next ? [next, ...followersOf(next, current)].map(({ id }) => id) : ['end'];
  }

  async #fault({ id }: Run<S>, point: Parameters<SagaFaults>[0], label: string): Promise<void> {
    await this.#options.faults?.(point, label, id);
  }
}
