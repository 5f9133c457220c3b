import type { AwsClient, QueueMessage } from '../local-aws/aws-client.ts';
import { readResources } from '../local-aws/resources.ts';
import type { QueuedMessage } from './dossier.ts';

export interface QueueSource {
  readonly aws: Pick<AwsClient, 'sqs'>;
  /** Where SQS answers. */
  readonly endpoint: string;
}

interface Event {
  readonly id?: string;
  readonly type?: string;
  readonly time?: string;
  readonly subject?: string;
  readonly data?: { readonly orderId?: string };
}

type Peeked = Pick<QueueMessage, 'id' | 'body'> & { readonly where: QueuedMessage['where']; readonly receives: number };

/** All messages about an order in the queues and dead-letter queues of every service. None is taken. */
export const messagesAbout = async (orderId: string, source: QueueSource): Promise<readonly QueuedMessage[]> => {
  const names = readResources().queues.flatMap(({ name, deadLetterQueue }) => [
    { queue: name, deadLetter: false },
    { queue: deadLetterQueue, deadLetter: true },
  ]);
  const found = await Promise.all(
    names.map(async (name) => (await peek(name.queue, source)).flatMap((message) => told(orderId, name, message))),
  );
  return found.flat().toSorted((a, b) => a.queue.localeCompare(b.queue) || a.time.localeCompare(b.time));
};

const told = (
  orderId: string,
  name: { readonly queue: string; readonly deadLetter: boolean },
  { id, body, where, receives }: Peeked,
): readonly QueuedMessage[] => {
  const event = eventIn(body);
  if (event?.subject !== orderId && event?.data?.orderId !== orderId) return [];
  return [{ ...name, topic: event.type ?? '?', id: event.id ?? id, time: event.time ?? '', where, receives }];
};

/** The CloudEvent in SNS's envelope; undefined for what is none of ours. */
const eventIn = (body: string): Event | undefined => {
  try {
    return JSON.parse((JSON.parse(body) as { Message: string }).Message) as Event;
  } catch {
    return undefined;
  }
};

/** The stand-in shows its queues from outside, those messages included that somebody has taken. Real SQS does not. */
const peek = async (queue: string, source: QueueSource): Promise<readonly Peeked[]> =>
  (await inspect(queue, source.endpoint)) ?? (await receiveBriefly(queue, source.aws));

interface Inspected {
  readonly messageId: string;
  readonly body: string;
  readonly approximateReceiveCount?: number;
}

interface Inspection {
  readonly messages: {
    readonly ready: readonly Inspected[];
    readonly delayed: readonly Inspected[];
    readonly inflight: readonly { readonly message: Inspected }[];
  };
}

const inspect = async (queue: string, endpoint: string): Promise<readonly Peeked[] | undefined> => {
  const answer = await fetch(`${endpoint}/_fauxqs/queues/${queue}`, { signal: AbortSignal.timeout(5_000) });
  if (answer.status !== 200) return undefined;
  const { messages } = (await answer.json()) as Inspection;
  const peeked = (where: QueuedMessage['where']) => (message: Inspected) => ({
    id: message.messageId,
    body: message.body,
    where,
    receives: message.approximateReceiveCount ?? 0,
  });
  return [
    ...[...messages.ready, ...messages.delayed].map(peeked('waiting')),
    ...messages.inflight.map(({ message }) => peeked('taken')(message)),
  ];
};

// Hidden for so short a time that nobody misses them, and long enough not to see one twice.
const hiddenSeconds = 2;
const most = 50;

/** Costs each message one of its receives: the price of looking into real SQS. */
const receiveBriefly = async (queue: string, { sqs }: Pick<AwsClient, 'sqs'>): Promise<readonly Peeked[]> => {
  const url = await sqs.getQueueUrl(queue);
  if (url === undefined) return [];
  const seen = new Map<string, Peeked>();
  while (seen.size < most) {
    const before = seen.size;
    for (const { id, body, attributes } of await sqs.receiveMessage(url, { visibilitySeconds: hiddenSeconds })) {
      seen.set(id, { id, body, where: 'waiting', receives: Number(attributes['ApproximateReceiveCount'] ?? 0) });
    }
    if (seen.size === before) break;
  }
  return [...seen.values()];
};
