import type { Outgoing } from '../messaging/index.ts';
import type { Phase, Refusal, Report, SagaLog } from './types.ts';

/** When a decision is made, and the version it will be stored as. */
export interface Moment {
  readonly now: number;
  readonly version: number;
}

/** A state with the events it owes for becoming so. */
export interface Opened<S> {
  readonly state: S;
  readonly owed?: readonly Outgoing[];
}

/** One turn, as the aggregate sees it. */
export interface SagaChange {
  readonly before: SagaLog;
  readonly after: SagaLog;
  /** What was taken into account; left out when it came too late to count. */
  readonly report?: Report | undefined;
}

/** Where in an aggregate's state a saga's log lies, and what the aggregate makes of its turns. All pure. */
export interface SagaHost<S> {
  log(state: S): SagaLog | undefined;
  withLog(state: S, log: SagaLog): S;
  /** A reason to turn back, read at every write. */
  stop?(state: S): Refusal | undefined;
  /** What else one turn changes: status, timeline, events. The log is already in place. */
  learn?(state: S, change: SagaChange, at: Moment): Opened<S>;
}

/** For logs and metrics. Called after the fact, once per process that saw it. */
export interface SagaObserver<S> {
  called?(id: string, report: Report, ms: number): void;
  paused?(id: string, why: 'busy' | 'later' | 'parked', log: SagaLog): void;
  ended?(id: string, state: S, log: SagaLog): void;
}

export type FaultPoint = 'before-intent' | 'after-intent' | 'after-effect' | 'before-ack';

/** Where a test may stop the world. `label` is the step, `undo:<step>` on the way back, or the saga's id at the end. */
export type SagaFaults = (point: FaultPoint, label: string, id: string) => Promise<unknown>;

export const labelOf = (phase: Phase, step: string): string => (phase === 'do' ? step : `undo:${step}`);
