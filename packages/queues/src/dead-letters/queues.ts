import { shopQueues } from '../shop-queues.ts';

export interface DeadLetterQueue {
  readonly name: string;
  /** The queue its messages come from, and the app that reads that one. */
  readonly source: string;
  readonly app: string;
  readonly subscribes: readonly string[];
}

export const deadLetterQueues: readonly DeadLetterQueue[] = shopQueues.map(
  ({ name, deadLetterQueue, app, subscribes }) => ({ name: deadLetterQueue, source: name, app, subscribes }),
);

/** By its own name or by that of the queue it belongs to. */
export const findQueue = (name: string): DeadLetterQueue | undefined =>
  deadLetterQueues.find((queue) => queue.name === name || queue.source === name);
