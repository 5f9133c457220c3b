import { queueUrl } from '../queue-url.ts';
import { depthOf } from '../look-through.ts';
import { peek, type QueueSource } from '../peek.ts';
import { deadLetterQueues } from './queues.ts';

export interface QueueSummary {
  readonly queue: string;
  readonly messages: number;
  /** Of the oldest message looked at. */
  readonly oldestSentAt: string | null;
  /** There may be older ones, which were not looked at. */
  readonly more: boolean;
}

/** One receive: enough to know how old a short queue is, and to say "at least" of a long one. */
const looked = 10;

/** Every dead-letter queue with its depth and age. An empty one is not looked into. */
export const summarise = (source: QueueSource): Promise<readonly QueueSummary[]> =>
  Promise.all(
    deadLetterQueues.map(async ({ name: queue }) => {
      const messages = await depthOf(source.sqs, await queueUrl(source.sqs, queue));
      const found = messages === 0 ? [] : await peek(queue, source, looked);
      const times = found.flatMap(({ sentAt }) => sentAt ?? []);
      const oldestSentAt = times.length === 0 ? null : new Date(Math.min(...times)).toISOString();
      return { queue, messages, oldestSentAt, more: messages > found.length };
    }),
  );
