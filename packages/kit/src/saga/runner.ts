import type { Aggregates, Decision } from '../aggregate/index.ts';
import { currentContext, withTimeout } from '../context/index.ts';
import { DomainError, errors } from '../errors/index.ts';
import type { Ids } from '../ids/index.ts';
import { type Clock, systemClock } from '../time/index.ts';
import { labelOf, type Moment, type Opened, type SagaFaults, type SagaHost, type SagaObserver } from './host.ts';
import type { SagaRegistry } from './registry.ts';
import { learn } from './learn.ts';
import { failureReport } from './report.ts';
import { transition } from './transition.ts';
import type { Next, ParkAfter, Phase, Report } from './types.ts';

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

/** One handling of one message. */
interface Run<S> {
  readonly id: string;
  readonly runner: string;
  readonly open: Open<S>;
  turn: number;
  state: S | undefined;
  /** This handling's last write ended the saga. */
  ended: boolean;
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
 * Drives sagas whose log is part of an aggregate. It holds nothing but the report of its last call: every turn is
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
  async run(id: string, open: Open<S>): Promise<S | undefined> {
    const run: Run<S> = { id, runner: this.#options.ids.uuid(), open, turn: 0, state: undefined, ended: false };
    let report: Report | undefined;
    for (;;) {
      const next = await this.#advance(run, report);
      const call = callOf(next);
      if (!call || run.state === undefined) return this.#stop(run, next, report);
      await this.#fault(run, 'after-intent', labelOf(call.phase, call.step));
      report = await this.#call(run, run.state, call, report === undefined);
      await this.#fault(run, 'after-effect', labelOf(call.phase, call.step));
    }
  }

  async #advance(run: Run<S>, report: Report | undefined): Promise<Next> {
    await this.#fault(run, 'before-intent', this.#upcoming(report));
    run.turn += 1;
    return this.#options.aggregates.execute(
      run.id,
      `${run.runner}:${run.turn}`,
      (current, version) => this.#decide(run, current, version, report),
      { settle: this.#mayEnd(report) ? 'now' : 'later' },
    );
  }

  #decide(run: Run<S>, current: S | undefined, version: number, report: Report | undefined): Decision<S, Next> {
    const { host, registry, clock, giveUpAfterMs, parkAfter } = this.#options;
    const at = { now: clock.now(), version };
    const opened = run.open(current, at);
    const before = opened && host.log(opened.state);
    run.state = opened?.state;
    run.ended = false;
    if (!opened || !before) return { result: 'finished' };
    const definition = registry.of(before.version);
    const turn = transition(before, definition, report, {
      runner: run.runner,
      now: at.now,
      giveUpAt: before.startedAt + giveUpAfterMs,
      parkAfter,
      stop: host.stop?.(opened.state),
    });
    if (turn.log === before) return opened.state === current ? { result: turn.next } : { ...opened, result: turn.next };
    const counted = turn.counted ? report : undefined;
    const learnt = learn(host, definition, opened.state, { before, after: turn.log, report: counted }, at);
    run.state = learnt.state;
    run.ended = turn.log.end !== undefined;
    return { state: learnt.state, result: turn.next, owed: [...(opened.owed ?? []), ...(learnt.owed ?? [])] };
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

  /** The call whose intent the write after this report stores, as far as it can be foreseen. */
  #upcoming(report: Report | undefined): string {
    const ids = this.#options.registry.current.steps.map((s) => s.id);
    if (report?.phase === 'do' && report.outcome !== 'done') return labelOf('undo', report.step);
    const at = report ? ids.indexOf(report.step) : -1;
    return report?.phase === 'undo' ? labelOf('undo', ids[at - 1] ?? 'end') : (ids[at + 1] ?? 'end');
  }

  async #fault({ id }: Run<S>, point: Parameters<SagaFaults>[0], label: string): Promise<void> {
    await this.#options.faults?.(point, label, id);
  }
}
