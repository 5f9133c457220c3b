import { DomainError, errors } from '@mercato/kit/errors';
import type { Ids } from '@mercato/kit/ids';
import { type QueueSource, queueUrl } from '@mercato/queues';
import {
  type DeadLetterQueue,
  deadLetterQueues,
  discard,
  findQueue,
  type Letter,
  readLetters,
  type Reasons,
  redrive,
  summarise,
} from '@mercato/queues/dead-letters';
import { refusals } from '../domain/errors.ts';
import type { DeadLetterOffice } from '../ports/dead-letters.ts';

export interface OfficeDeps {
  readonly queues: QueueSource;
  readonly reasons: Reasons;
  readonly ids: Ids;
}

const most = 100;

const known = (name: string): DeadLetterQueue => {
  const queue = findQueue(name);
  if (queue) return queue;
  throw refusals.queueNotFound(name);
};

/** Whatever the queue service says, to the caller it is simply away. */
const reaching = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw error instanceof DomainError ? error : errors.unavailable('the queue service', error);
  });

const shortly = ({ eventId, messageId, topic, subject, why }: Letter): string =>
  `${eventId || messageId} ${topic || 'of no topic'}${subject ? ` about ${subject}` : ''}: ${why.reason}`.slice(0, 300);

/** A CloudEvent in SNS's envelope, as any other, but with data that no contract knows. */
const poisonFor = ({ subscribes: [topic = ''] }: DeadLetterQueue, eventId: string): string => {
  const event = { specversion: '1.0', id: eventId, type: topic, source: 'operations', data: { poison: true } };
  const TopicArn = `arn:aws:sns:us-east-1:000000000000:${topic}`;
  return JSON.stringify({ Type: 'Notification', TopicArn, Message: JSON.stringify(event) });
};

type Looking = Pick<DeadLetterOffice, 'named' | 'list' | 'show'>;

const looking = ({ queues, reasons }: OfficeDeps): Looking => ({
  named: (name) => {
    const { name: queue, source } = known(name);
    return { queue, source };
  },
  list: async () => {
    const summaries = await reaching(summarise(queues));
    const items = deadLetterQueues.flatMap(({ name, source, app }) => {
      const summary = summaries.find(({ queue }) => queue === name);
      return summary ? [{ ...summary, source, app }] : [];
    });
    return { items };
  },
  show: async (name) => {
    const queue = known(name);
    const letters = await reaching(readLetters(queue, { queues, reasons }, most + 1));
    const items = letters.slice(0, most).map((letter) => ({ ...letter, why: { ...letter.why } }));
    return { queue: queue.name, source: queue.source, items, more: letters.length > most };
  },
});

const acting = ({ queues, reasons, ids }: OfficeDeps): Omit<DeadLetterOffice, keyof Looking> => ({
  redrive: async (name, asked) => {
    const done = redrive(known(name), 'all' in asked ? 'all' : asked.ids, {
      sqs: queues.sqs,
      audit: () => undefined,
      // An answer must come before a client's patience ends; the task goes on without us.
      watchMs: 10_000,
    });
    const { moved, missing, task = null } = await reaching(done);
    return { moved, missing: [...missing], task };
  },
  discard: async (name, wanted, told) => {
    const audit = ({ what }: { readonly what: unknown }): Promise<void> => told(shortly(what as Letter));
    const { letters, missing } = await reaching(discard(known(name), wanted, { queues, reasons, audit }));
    return { discarded: letters.length, missing: [...missing] };
  },
  poison: async (name) => {
    const queue = known(name);
    const eventId = `poison-${ids.uuid()}`;
    const url = await reaching(queueUrl(queues.sqs, queue.source));
    await reaching(queues.sqs.sendMessage(url, poisonFor(queue, eventId)));
    return eventId;
  },
});

/** The dead-letter queues, by the queue service itself: Dapr has no way to look into a queue. */
export const queueOffice = (deps: OfficeDeps): DeadLetterOffice => ({ ...looking(deps), ...acting(deps) });
