import { type DeadLetterQueue, deadLetterQueues, findQueue } from '@mercato/queues/dead-letters';

/** By its own name or by that of the queue it belongs to. */
export const queueNamed = (name: string): DeadLetterQueue => {
  const found = findQueue(name);
  if (found) return found;
  throw new Error(`There is no queue ${name}. There are ${deadLetterQueues.map(({ source }) => source).join(', ')}.`);
};
