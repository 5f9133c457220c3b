import type { Outgoing } from '../messaging/index.ts';

/** How an aggregate lies in the store: one item, JSON. */
export interface Envelope<S> {
  readonly version: number;
  readonly state: S;
  /** The latest commands with their results, so that one applied but not answered is not applied twice. */
  readonly commands: readonly { readonly id: string; readonly result: unknown }[];
  /** Messages that must be published before the work that caused them is acknowledged. */
  readonly owed: readonly Outgoing[];
}

/** What a pure decision says: the next state (left out when nothing changes), the result, and the messages it owes. */
export interface Decision<S, R> {
  readonly state?: S;
  readonly result: R;
  readonly owed?: readonly Outgoing[];
}

/**
 * Decides on the state as a strong read found it. `version` is the one the decision will be written as. It throws a
 * DomainError to refuse; it may run more than once.
 */
export type Decide<S, R> = (current: S | undefined, version: number) => Decision<S, R>;

export interface Snapshot<S> {
  readonly state: S;
  readonly version: number;
}

export interface ExecuteOptions {
  /** `later` leaves published messages in the item until its next write, for callers that write again at once. */
  readonly settle?: 'now' | 'later';
}

/** The aggregates of one kind: load, decide, write if unchanged, else read again. */
export interface Aggregates<S> {
  /** A strong read. */
  load(id: string): Promise<Snapshot<S> | undefined>;
  /**
   * Applies a command once, whatever happens: a known `commandId` answers with the stored result. When it returns, the
   * decision is stored and everything owed is published.
   */
  execute<R>(id: string, commandId: string, decide: Decide<S, R>, options?: ExecuteOptions): Promise<R>;
}
