import { type QueueResource, readResources } from '../local-aws/resources.ts';

export interface DeadLetterQueue {
  readonly name: string;
  /** The queue its messages come from, and the app that reads that one. */
  readonly source: string;
  readonly app: string;
  readonly subscribes: readonly string[];
}

const deadLettersOf = ({ name, deadLetterQueue, subscribes }: QueueResource): DeadLetterQueue => ({
  name: deadLetterQueue,
  source: name,
  app: name.replace(/-(commands|events)$/, ''),
  subscribes,
});

export const deadLetterQueues = (): readonly DeadLetterQueue[] => readResources().queues.map(deadLettersOf);

/** By its own name or by that of the queue it belongs to. */
export const queueNamed = (name: string): DeadLetterQueue => {
  const all = deadLetterQueues();
  const found = all.find((queue) => queue.name === name || queue.source === name);
  if (!found) throw new Error(`There is no queue ${name}. There are ${all.map((queue) => queue.source).join(', ')}.`);
  return found;
};
