import { queueUrl } from '../queue-url.ts';
import { lookThrough } from '../look-through.ts';
import { asPeeked } from '../peek.ts';
import type { Audit } from './audit.ts';
import { isAskedFor, type Letter, letterOf, type LetterSources } from './letters.ts';
import type { DeadLetterQueue } from './queues.ts';

export interface Discarded {
  readonly letters: readonly Letter[];
  readonly missing: readonly string[];
}

/** Deletes dead letters for ever. Each is written down first, as far as it may be seen. */
export const discard = async (
  queue: DeadLetterQueue,
  ids: readonly string[],
  { queues, reasons, audit }: LetterSources & { readonly audit: Audit },
): Promise<Discarded> => {
  const url = await queueUrl(queues.sqs, queue.name);
  const letters: Letter[] = [];
  for await (const message of lookThrough(queues.sqs, url)) {
    if (!isAskedFor(message, ids)) continue;
    const letter = await letterOf(queue, asPeeked(message), { reasons });
    await audit({ action: 'discard', queue: queue.name, what: letter });
    await queues.sqs.deleteMessage(url, message.receiptHandle);
    letters.push(letter);
  }
  const found = new Set(letters.flatMap(({ messageId, eventId }) => [messageId, eventId]));
  return { letters, missing: ids.filter((id) => !found.has(id)) };
};
