import { buildApp, type BuildAppOptions } from 'fauxqs';
import { z } from 'zod';
import type { LocalServer } from './dynamodb-server.ts';
import type { Recorder } from './recorder.ts';

const queueUrlOf = z.object({ QueueUrl: z.string() });
const received = z.object({ Messages: z.array(z.object({ ReceiptHandle: z.string() })).default([]) });

// In seconds. The package fails to persist a zero.
const atOnce = 0.001;

type Stores = NonNullable<BuildAppOptions['stores']>;

interface Persistence {
  load(sqs: Stores['sqsStore'], sns: Stores['snsStore'], s3: Stores['s3Store']): void;
  close(): void;
}

interface Parts {
  persistence: Persistence;
  stores: Stores;
}

/** The package exports a ready-made server only, and that one listens on every interface. */
async function loadParts(dataDir: string): Promise<Parts> {
  const part = async (path: string): Promise<Record<string, new (dir?: string) => unknown>> =>
    (await import(new URL(path, import.meta.resolve('fauxqs')).href)) as Record<string, new (dir?: string) => unknown>;
  const make = async (path: string, name: string, argument?: string): Promise<unknown> => {
    const Part = (await part(path))[name];
    if (Part === undefined) throw new Error(`fauxqs has no ${name}`);
    return new Part(argument);
  };
  const stores = {
    sqsStore: await make('./sqs/sqsStore.js', 'SqsStore'),
    snsStore: await make('./sns/snsStore.js', 'SnsStore'),
    s3Store: await make('./s3/s3Store.js', 'S3Store'),
  } as Stores;
  return { persistence: (await make('./persistence.js', 'PersistenceManager', dataDir)) as Persistence, stores };
}

/** Stores get their persistence after loading, as the package's own start does: else loading writes and cascades. */
function attach(stores: Stores, persistence: Persistence): void {
  persistence.load(stores.sqsStore, stores.snsStore, stores.s3Store);
  const owners: object[] = [stores.sqsStore, stores.snsStore, stores.s3Store, ...stores.sqsStore.allQueues()];
  for (const owner of owners) Object.assign(owner, { persistence });
}

function bodyAction(body: unknown): string | undefined {
  const action = typeof body === 'object' && body !== null && 'Action' in body ? body.Action : undefined;
  return typeof action === 'string' ? action : undefined;
}

/** The messages of an answer that nobody reads any more lie open again, as on AWS, where they never left the queue. */
function takeBack({ sqsStore }: Stores, body: unknown, answer: unknown): void {
  const queue = sqsStore.getQueue(queueUrlOf.parse(body).QueueUrl);
  for (const { ReceiptHandle } of received.parse(answer).Messages) queue?.changeVisibility(ReceiptHandle, atOnce);
}

export async function startSnsSqs(port: number, dataDir: string, recorder: Recorder): Promise<LocalServer> {
  const { persistence, stores } = await loadParts(dataDir);
  attach(stores, persistence);
  const app = buildApp({ logger: false, stores });
  app.addHook('preHandler', async ({ headers, body }) => {
    recorder.note(headers.authorization, headers['x-amz-target']?.toString() ?? bodyAction(body));
  });
  app.addHook('onSend', async ({ raw, headers, body }, _, payload) => {
    const isReceive = headers['x-amz-target']?.toString() === 'AmazonSQS.ReceiveMessage';
    if (isReceive && raw.socket.destroyed) takeBack(stores, body, JSON.parse(String(payload)));
    return payload;
  });
  app.addHook('onClose', async () => persistence.close());
  const url = await app.listen({ port, host: '127.0.0.1' });
  return { url, close: () => app.close() };
}
