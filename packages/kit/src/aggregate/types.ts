import type { Outgoing } from '../messaging/index.ts';

export interface WriteMark {
  readonly writer: string;
  readonly n: number;
}

/** How an aggregate lies in the store: one item, JSON. */
export interface Envelope<S> {
  readonly version: number;
  readonly state: S;
  /** The latest commands with their results, so that one that comes again is answered, not applied. */
  readonly commands: readonly { readonly id: string; readonly result: unknown }[];
  /** The latest write of each writer, so that one whose answer was lost is found, whoever wrote since. */
  readonly writes?: readonly WriteMark[];
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
  /**
   * `absent` for a command that most likely makes the item: then creating it is tried before anything is read. A decision
   * that writes nothing is made again on what a strong read found.
   */
  readonly expect?: 'absent';
}

/** The aggregates of one kind: load, decide, write if unchanged, else read again. */
export interface Aggregates<S> {
  /** A strong read. */
  load(id: string): Promise<Snapshot<S> | undefined>;
  /**
   * Applies a command once, whatever happens to its write: a known `commandId` answers with the stored result. An item
   * knows its latest 32, so a command that may come again after more than that must be known by the state too. When it
   * returns, the decision is stored and everything owed is published. Without an id the item remembers nothing of it, which
   * keeps it small: then the decision must find in the state whether it was made before.
   */
  execute<R>(id: string, commandId: string | null, decide: Decide<S, R>, options?: ExecuteOptions): Promise<R>;
}
