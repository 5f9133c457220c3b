import type { QueueMessage, SqsClient } from './aws-sqs.ts';
import { lookThrough } from './look-through.ts';

/**
 * Sends messages from one queue on to another as they are, and returns those it moved. Each is sent before it is deleted:
 * a crash repeats, never loses.
 */
export async function moveMessages(
  sqs: SqsClient,
  urls: { from: string; to: string },
  wanted: (message: QueueMessage) => boolean = () => true,
): Promise<QueueMessage[]> {
  const moved: QueueMessage[] = [];
  for await (const message of lookThrough(sqs, urls.from)) {
    if (!wanted(message)) continue;
    await sqs.sendMessage(urls.to, message.body);
    await sqs.deleteMessage(urls.from, message.receiptHandle);
    moved.push(message);
  }
  return moved;
}
