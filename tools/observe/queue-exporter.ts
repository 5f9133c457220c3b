import { createServer, type Server } from 'node:http';
import { inspect, type QueueSource, queueUrl } from '@mercato/queues';
import { readResources } from '../local-aws/resources.ts';
import { exposition, type QueueState } from './queue-exposition.ts';

const queuesOf = (): readonly string[] =>
  readResources().queues.flatMap(({ name, deadLetterQueue }) => [name, deadLetterQueue]);

const stateOf = async (queue: string, { sqs, endpoint }: QueueSource): Promise<QueueState> => {
  const messages = await inspect(queue, endpoint);
  if (messages === undefined) {
    const attributes = await sqs.getQueueAttributes(await queueUrl(sqs, queue));
    return { queue, waiting: Number(attributes['ApproximateNumberOfMessages'] ?? 0), oldestSeconds: undefined };
  }
  const sent = messages.flatMap(({ sentAt }) => sentAt ?? []);
  const oldestSeconds = sent.length === 0 ? 0 : Math.max(0, (Date.now() - Math.min(...sent)) / 1_000);
  return { queue, waiting: messages.filter(({ where }) => where === 'waiting').length, oldestSeconds };
};

/** How all queues and dead-letter queues stand. No message is taken. */
export const queueStates = (source: QueueSource): Promise<readonly QueueState[]> =>
  Promise.all(queuesOf().map((queue) => stateOf(queue, source)));

/** Serves at /metrics what CloudWatch would tell of the queues, which services see only through Dapr. */
export const startQueueExporter = async (port: number, source: QueueSource): Promise<Server> => {
  const server = createServer((_request, response) => {
    queueStates(source).then(
      (states) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(exposition(states)),
      (error: unknown) => response.writeHead(503).end(String(error)),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return server;
};
