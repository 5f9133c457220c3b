import type { ErrorCode } from '@mercato/contracts/shared';

/** Why a saga turned back. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly detail: string;
}

export interface StepContext<S> {
  /** The saga's id, which is its aggregate's. */
  readonly id: string;
  /** As it was stored together with the intent of this call, and with what the steps called since then recorded. */
  readonly state: S;
  /** `<id>:<step>`: the same on every try, so that the callee knows a repetition. */
  readonly key: string;
}

/**
 * One step: an effect elsewhere and its undo, both idempotent by key. They throw a DomainError; its row in the error
 * table says whether the saga tries again or turns back. An undo succeeds where nothing was done, and leaves a tombstone.
 */
export interface SagaStep<S, Output = unknown, Undone = unknown> {
  readonly id: string;
  readonly timeoutMs: number;
  /** False at the point of no return: once its intent is stored the saga only goes forward, and asks until it is done. */
  readonly canRefuse?: boolean;
  /**
   * Its intent is stored together with that of the step before it, so that it is called as soon as that one is done,
   * without a write in between. A request to stop is then heeded only after it.
   */
  readonly follows?: true;
  /** False where a lost answer is mended by asking again, not by an undo. */
  readonly canTimeOut?: boolean;
  do(context: StepContext<S>): Promise<Output>;
  undo(context: StepContext<S>): Promise<Undone>;
  /** Folds what `do` answered into the state. Pure. */
  record?(this: void, state: S, output: Output): S;
  /** Folds what `undo` answered into the state. Pure. */
  recordUndo?(this: void, state: S, undone: Undone): S;
}

/** A list of steps under a version: a saga ends on the list it began with. */
export interface SagaDefinition<S> {
  readonly id: string;
  readonly version: number;
  readonly steps: readonly SagaStep<S>[];
  /** The refusal's code when time ran out. */
  readonly timedOut: ErrorCode;
}

export type StepOutcome = 'done' | 'refused' | 'uncertain';

export interface StepLog {
  /** Epoch milliseconds; stored before the effect is called for the first time. */
  readonly intentAt: number;
  readonly outcome?: StepOutcome;
  /** How often it failed and was left for another try. */
  readonly tries?: number;
  readonly undo?: { readonly intentAt: number; readonly tries: number; readonly outcome?: 'done' };
}

/** How far a saga has come: part of the state of its aggregate. */
export interface SagaLog {
  readonly version: number;
  /** Turns from forward to back at most once, never the other way. */
  readonly direction: 'forward' | 'back';
  readonly startedAt: number;
  readonly steps: Readonly<Record<string, StepLog>>;
  /** Politeness only: whoever comes second waits. What keeps the saga right is the ETag. */
  readonly lease?: { readonly runner: string; readonly until: number };
  readonly refusal?: Refusal;
  /** A step that must succeed keeps failing, and a person must look. */
  readonly parked?: { readonly reason: string; readonly since: number };
  readonly end?: 'done' | 'undone';
}

export type Phase = 'do' | 'undo';

/** What came of one call. `failed`: try again later. `uncertain`: it may have been done. */
export type Report =
  | { readonly phase: Phase; readonly step: string; readonly outcome: 'done'; readonly output?: unknown }
  | {
      readonly phase: Phase;
      readonly step: string;
      readonly outcome: 'refused' | 'uncertain' | 'failed';
      readonly code: ErrorCode;
      readonly detail: string;
    };

/**
 * What the runner does now that the log is stored. `busy`: another runner is at it; `later`: let the message come
 * again; `parked`: needs a person, so the message may go.
 */
export type Next = { readonly do: string } | { readonly undo: string } | 'finished' | 'busy' | 'later' | 'parked';

export interface Turn {
  readonly log: SagaLog;
  readonly next: Next;
  /** False for a report that the stored log was not waiting for: it changes nothing. */
  readonly counted: boolean;
}

/** When to stop hoping. */
export interface ParkAfter {
  readonly tries: number;
  readonly ms: number;
}
