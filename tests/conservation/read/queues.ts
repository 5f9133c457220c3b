import { z } from 'zod';
import type { QueueMessage, SqsClient } from '../../../tools/local-aws/aws-client.ts';
import { readResources } from '../../../tools/local-aws/resources.ts';
import type { DeadLetter, Facts, QueueFacts } from '../facts.ts';

const counts = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

const urlOf = async (sqs: SqsClient, queue: string): Promise<string> => {
  const url = await sqs.getQueueUrl(queue);
  if (url === undefined) throw new Error(`There is no queue ${queue}`);
  return url;
};

const depthOf = async (sqs: SqsClient, url: string): Promise<number> => {
  const attributes = await sqs.getQueueAttributes(url);
  return counts.reduce((total, name) => total + Number(attributes[name] ?? 0), 0);
};

/** The depth of every queue of the shop. */
export const readQueues = (sqs: SqsClient): Promise<readonly QueueFacts[]> =>
  Promise.all(
    readResources().queues.map(async ({ name }) => ({ name, messages: await depthOf(sqs, await urlOf(sqs, name)) })),
  );

const notification = z.object({ Message: z.string() });
const event = z.object({ id: z.string(), type: z.string().default('?'), subject: z.string().default('?') });

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What lies in a dead-letter queue, as the event it is; anything may lie there. */
export const deadLetterOf = (queue: string, { id, body }: Pick<QueueMessage, 'id' | 'body'>): DeadLetter => {
  const outer = jsonOf(body);
  const wrapped = notification.safeParse(outer);
  const inner = event.safeParse(wrapped.success ? jsonOf(wrapped.data.Message) : outer);
  if (!inner.success) return { queue, id, topic: '?', subject: '?' };
  return { queue, id: inner.data.id, topic: inner.data.type, subject: inner.data.subject };
};

/** Looks without hiding: a stand-in may show the same few again, so it looks until it has seen all, or nothing new. */
const readLetters = async (sqs: SqsClient, queue: string): Promise<readonly DeadLetter[]> => {
  const url = await urlOf(sqs, queue);
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
  (await Promise.all(readResources().queues.map((queue) => readLetters(sqs, queue.deadLetterQueue)))).flat();
