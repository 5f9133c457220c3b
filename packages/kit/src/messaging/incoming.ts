import type { DataOf, MessageContract } from '@mercato/contracts/shared';

/** A message as a handler sees it. Standard queues repeat and reorder: `id` is for deduplication, versions for order. */
export interface Incoming<D> {
  readonly id: string;
  readonly topic: string;
  readonly time: string;
  readonly data: D;
  /** The trace it was published in (W3C), where it says so. */
  readonly traceparent?: string;
}

/**
 * Handles one message. It returns once every effect is stored and every event owed is published. Throwing a refusal
 * acknowledges the message (it was answered: no); throwing anything else has it delivered again.
 */
export type MessageHandler<M extends MessageContract> = (message: Incoming<DataOf<M>>) => Promise<void>;

/** One topic that a service handles, with its handler. */
export interface Subscription {
  readonly contract: MessageContract;
  readonly handle: (message: Incoming<never>) => Promise<void>;
}

/** Pairs a contract with its handler; the handler's type comes from the contract. */
export const subscription = <M extends MessageContract>(contract: M, handle: MessageHandler<M>): Subscription => ({
  contract,
  handle,
});
