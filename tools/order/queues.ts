import { openEnvelope, peek, type Peeked, type QueueSource } from '@mercato/queues';
import { readResources } from '../local-aws/resources.ts';
import type { QueuedMessage } from './dossier.ts';

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
  const { event, id: eventId, type, subject } = openEnvelope(body);
  const data = event?.['data'];
  const about = typeof data === 'object' && data !== null && 'orderId' in data ? data.orderId : undefined;
  if (subject !== orderId && about !== orderId) return [];
  const time = typeof event?.['time'] === 'string' ? event['time'] : '';
  return [{ ...name, topic: type || '?', id: eventId || id, time, where, receives }];
};
