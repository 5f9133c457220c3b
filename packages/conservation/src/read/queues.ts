import { depthOf, openEnvelope, type QueueMessage, queueUrl, shopQueues, type SqsClient } from '@mercato/queues';
import type { DeadLetter, Facts, QueueFacts } from '../facts.ts';

/** The depth of every queue of the shop. */
export const readQueues = (sqs: SqsClient): Promise<readonly QueueFacts[]> =>
  Promise.all(shopQueues.map(async ({ name }) => ({ name, messages: await depthOf(sqs, await queueUrl(sqs, name)) })));

/** What lies in a dead-letter queue, as the event it is; anything may lie there. */
export const deadLetterOf = (queue: string, { id, body }: Pick<QueueMessage, 'id' | 'body'>): DeadLetter => {
  const opened = openEnvelope(body);
  return { queue, id: opened.id || id, topic: opened.type || '?', subject: opened.subject || '?' };
};

/** Looks without hiding: a stand-in may show the same few again, so it looks until it has seen all, or nothing new. */
const readLetters = async (sqs: SqsClient, queue: string): Promise<readonly DeadLetter[]> => {
  const url = await queueUrl(sqs, queue);
  const depth = await depthOf(sqs, url);
  const seen = new Map<string, DeadLetter>();
  for (let idle = 0; seen.size < depth && idle < 3;) {
    const before = seen.size;
    for (const message of await sqs.receiveMessage(url, { visibilitySeconds: 0 })) {
      seen.set(message.id, deadLetterOf(queue, message));
    }
    idle = seen.size === before ? idle + 1 : 0;
  }
  const unseen = Array.from({ length: depth - seen.size }, (_, n) => {
    return { queue, id: `unseen-${n + 1}`, topic: '?', subject: '?' };
  });
  return [...seen.values(), ...unseen];
};

export const readDeadLetters = async (sqs: SqsClient): Promise<Facts['deadLetters']> =>
  (await Promise.all(shopQueues.map((queue) => readLetters(sqs, queue.deadLetterQueue)))).flat();
