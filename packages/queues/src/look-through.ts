import type { QueueMessage, SqsClient } from './aws-sqs.ts';

/** So short that nobody misses a message, and long enough to act on one that was looked for. */
const hiddenSeconds = 3;
const counts = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

/** How many messages a queue holds, whoever has taken some of them. */
export async function depthOf(sqs: SqsClient, url: string): Promise<number> {
  const attributes = await sqs.getQueueAttributes(url);
  return counts.reduce((total, name) => total + Number(attributes[name] ?? 0), 0);
}

/**
 * Each message that lies in a queue now, once, at most `most`. SQS shows messages only by handing them out, so it costs
 * each one of its receives and hides it for moments; those that somebody else has taken are waited for as long.
 */
export async function* lookThrough(sqs: SqsClient, url: string, most = Infinity): AsyncGenerator<QueueMessage> {
  const depth = Math.min(await depthOf(sqs, url), most);
  const seen = new Set<string>();
  let lastNew = performance.now();
  while (seen.size < depth && performance.now() - lastNew < (hiddenSeconds + 1) * 1_000) {
    const messages = await sqs.receiveMessage(url, { visibilitySeconds: hiddenSeconds, waitSeconds: 1 });
    for (const message of messages) {
      if (seen.has(message.id) || seen.size >= depth) continue;
      seen.add(message.id);
      yield message;
      lastNew = performance.now();
    }
  }
}
