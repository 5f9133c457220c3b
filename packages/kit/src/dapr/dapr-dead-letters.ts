import { type DeadLetter, queued } from '../messaging/index.ts';
import type { Sidecar } from './sidecar.ts';

const sendMs = 5_000;

/**
 * Puts messages into the app's own dead-letter queues, over the output bindings `commands-dlq` and `events-dlq`. Resolves
 * when SQS has the message.
 */
export const daprDeadLetters =
  (sidecar: Sidecar) =>
  async ({ topic, kind, event }: DeadLetter): Promise<void> => {
    const request = {
      name: `${kind}s-dlq`,
      operation: 'create',
      data: Buffer.from(queued(topic, event), 'utf8'),
      metadata: {},
    };
    await sidecar.call('dead-letter queue', sendMs, (api, signal) => api.invokeBinding(request, { signal }));
  };
