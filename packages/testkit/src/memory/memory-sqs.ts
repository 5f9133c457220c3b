import { queued } from '@mercato/kit/messaging';
import type { QueueMessage, SqsClient } from '@mercato/queues';
import type { DeadLetterQueue } from '@mercato/queues/dead-letters';

export const cartLetters: DeadLetterQueue = {
  name: 'cart-events-dlq',
  source: 'cart-events',
  app: 'cart',
  subscribes: ['order-confirmed-v1'],
};

export const confirmed = {
  specversion: '1.0',
  id: 'evt-1',
  type: 'order-confirmed-v1',
  subject: 'o1',
  requestid: 'req-1',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  data: {
    orderId: 'o1',
    userId: 'u1',
    version: 3,
    region: 'DE',
    at: '2026-01-31T12:00:00.000Z',
    items: [],
    total: { amount: 1999, currency: 'EUR' },
  },
};

/** A message as SNS hands it to SQS. */
export const fromSns = (event: unknown, topic = 'order-confirmed-v1'): string => queued(topic, event);

const missing = (): Promise<never> => Promise.reject(new Error('not of this fake'));

/** Queues of SQS in memory, each a list of bodies; what is received is hidden until nothing else is left to show. */
export class MemorySqs implements SqsClient {
  readonly calls: string[] = [];
  readonly queues: Record<string, QueueMessage[]>;
  /** What the move task says, one answer after the other; without any there is no such task. */
  tasks: { status: string; moved: number; failure?: string }[] = [];
  #hidden = new Set<string>();

  constructor(queues: Readonly<Record<string, readonly string[]>>) {
    this.queues = Object.fromEntries(
      Object.entries(queues).map(([name, bodies]) => [
        name,
        bodies.map((body, i) => message(`${name}-${i + 1}`, body)),
      ]),
    );
  }

  async getQueueUrl(name: string): Promise<string | undefined> {
    return name in this.queues ? name : undefined;
  }

  async getQueueAttributes(url: string): Promise<Record<string, string>> {
    return { ApproximateNumberOfMessages: String(this.#of(url).length), QueueArn: `arn:${url}` };
  }

  async receiveMessage(url: string): Promise<QueueMessage[]> {
    const found = this.#of(url).filter(({ id }) => !this.#hidden.has(id));
    const handed = found.slice(0, 10);
    for (const { id } of handed) this.#hidden.add(id);
    if (handed.length === 0) this.#hidden.clear();
    return handed;
  }

  async sendMessage(url: string, body: string): Promise<string> {
    this.calls.push(`send ${url}`);
    const id = `${url}-sent-${this.calls.length}`;
    this.#of(url).push(message(id, body));
    return id;
  }

  async deleteMessage(url: string, receiptHandle: string): Promise<void> {
    this.calls.push(`delete ${receiptHandle}`);
    this.queues[url] = this.#of(url).filter((m) => m.receiptHandle !== receiptHandle);
  }

  async startMoveTask(from: string, to: string): Promise<boolean> {
    this.calls.push(`move ${from} to ${to}`);
    return this.tasks.length > 0;
  }

  async moveTask() {
    return this.tasks.length > 1 ? this.tasks.shift() : this.tasks[0];
  }

  createQueue = missing;
  setQueueAttributes = missing;
  purgeQueue = missing;

  bodies(name: string): readonly string[] {
    return this.#of(name).map(({ body }) => body);
  }

  #of(url: string): QueueMessage[] {
    return (this.queues[url] ??= []);
  }
}

const message = (id: string, body: string): QueueMessage => ({
  id,
  receiptHandle: id,
  body,
  attributes: {
    ApproximateReceiveCount: '11',
    SentTimestamp: String(Date.parse('2026-01-31T12:00:00Z')),
    ApproximateFirstReceiveTimestamp: String(Date.parse('2026-01-31T12:00:01Z')),
  },
});
