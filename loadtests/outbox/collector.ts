import { createServer } from 'node:http';
import { type Daprd, freePorts, startDaprd } from '@mercato/testkit/process';
import { eventsOn } from '../saga/stock-components.ts';
import { type Arrived, arrivedIn } from './tally.ts';

/** Whoever hears of what was written; it knows of each topic what came, repetitions included. */
export interface Collector {
  readonly of: (topic: string) => readonly Arrived[];
  readonly stop: () => Promise<void>;
}

const textOf = async (request: AsyncIterable<Buffer>): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
};

const serve = async (port: number, topics: readonly string[], arrived: ReadonlyMap<string, Arrived[]>) => {
  const subscriptions = topics.map((topic) => ({ pubsubname: 'events', topic, route: `/${topic}` }));
  const server = createServer((request, response) => {
    const say = (answer: unknown): unknown =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    const heard = arrived.get(request.url?.slice(1) ?? '');
    if (!heard) return void say(request.url === '/dapr/subscribe' ? subscriptions : {});
    return void textOf(request).then((text) => {
      heard.push(arrivedIn(text));
      return say({ status: 'SUCCESS' });
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
};

export const startCollector = async (endpoint: string, topics: readonly string[]): Promise<Collector> => {
  const [port = 0] = await freePorts(1);
  const arrived = new Map(topics.map((topic) => [topic, [] as Arrived[]]));
  const server = await serve(port, topics, arrived);
  const sidecar: Daprd = await startDaprd({
    appId: 'collector',
    appPort: port,
    resources: [eventsOn(endpoint)],
    env: { AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: 'us-east-1' },
  });
  const stop = async (): Promise<void> => {
    await sidecar.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { of: (topic) => arrived.get(topic) ?? [], stop };
};
