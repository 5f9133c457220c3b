import type { QueueMessage, SqsClient } from './aws-sqs.ts';
import { queueUrl } from './queue-url.ts';
import { lookThrough } from './look-through.ts';

/** A message as it lies in a queue. */
export interface Peeked {
  readonly id: string;
  readonly body: string;
  /** `waiting` for somebody to take it, or `taken` and not yet acknowledged. */
  readonly where: 'waiting' | 'taken';
  readonly receives: number;
  /** Epoch milliseconds. */
  readonly sentAt: number | undefined;
  readonly firstReceivedAt: number | undefined;
}

export interface QueueSource {
  readonly sqs: SqsClient;
  /** Where SQS answers. */
  readonly endpoint: string;
}

/**
 * The messages of a queue. The default stand-in shows its queues from outside, those messages included that somebody has
 * taken; any other SQS is asked by receiving, which costs each message one of its receives: `most` must do there.
 */
export const peek = async (queue: string, source: QueueSource, most = 100): Promise<readonly Peeked[]> =>
  (await inspect(queue, source.endpoint)) ?? (await receiveBriefly(queue, source.sqs, most));

interface Inspected {
  readonly messageId: string;
  readonly body: string;
  readonly approximateReceiveCount?: number;
  readonly sentTimestamp?: number;
  readonly approximateFirstReceiveTimestamp?: number;
}

interface Inspection {
  readonly messages: {
    readonly ready: readonly Inspected[];
    readonly delayed: readonly Inspected[];
    readonly inflight: readonly { readonly message: Inspected }[];
  };
}

/** The messages of a queue of the default stand-in; undefined of any other SQS. */
export const inspect = async (queue: string, endpoint: string): Promise<readonly Peeked[] | undefined> => {
  // AWS itself, which has nothing of the kind.
  if (new URL(endpoint).protocol === 'https:') return undefined;
  const answer = await fetch(`${endpoint}/_fauxqs/queues/${queue}`, { signal: AbortSignal.timeout(5_000) });
  const text = await answer.text();
  if (answer.status !== 200) return undefined;
  const { messages } = JSON.parse(text) as Inspection;
  const peeked = (where: Peeked['where']) => (message: Inspected) => ({
    id: message.messageId,
    body: message.body,
    where,
    receives: message.approximateReceiveCount ?? 0,
    sentAt: message.sentTimestamp,
    firstReceivedAt: message.approximateFirstReceiveTimestamp,
  });
  return [
    ...[...messages.ready, ...messages.delayed].map(peeked('waiting')),
    ...messages.inflight.map(({ message }) => peeked('taken')(message)),
  ];
};

const timeIn = (message: QueueMessage, name: string): number | undefined => {
  const text = message.attributes[name];
  return text === undefined ? undefined : Number(text);
};

/** A message that was received, as it lay in its queue. */
export const asPeeked = (message: QueueMessage): Peeked => ({
  id: message.id,
  body: message.body,
  where: 'waiting',
  receives: Number(message.attributes['ApproximateReceiveCount'] ?? 0),
  sentAt: timeIn(message, 'SentTimestamp'),
  firstReceivedAt: timeIn(message, 'ApproximateFirstReceiveTimestamp'),
});

const receiveBriefly = async (queue: string, sqs: SqsClient, most: number): Promise<readonly Peeked[]> => {
  const found: Peeked[] = [];
  for await (const message of lookThrough(sqs, await queueUrl(sqs, queue), most)) found.push(asPeeked(message));
  return found;
};
