import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Daprd, freePorts, ManagedProcess, startDaprd } from '@mercato/testkit/process';
import { answersOk } from '../../tools/shared/http.ts';
import { rootDir } from '../../tools/shared/paths.ts';
import { eventsOn, outboxOn } from '../saga/stock-components.ts';

export const arms = ['kit', 'dapr'] as const;
export type ArmName = (typeof arms)[number];

/** What each arm publishes under. */
export const topics = { kit: 'order-confirmed-v1', dapr: 'outbox-orders' } as const;

/** A service that writes orders and owes an event of each, with its sidecar. */
export interface Writer {
  readonly name: ArmName;
  readonly service: ManagedProcess;
  readonly sidecar: Daprd;
  /** Asks until it is done, as a command that is delivered again does. */
  readonly write: (orderId: string) => Promise<void>;
  readonly hasWritten: (orderId: string) => Promise<boolean>;
  readonly stop: () => Promise<void>;
}

const written = async (url: string, orderId: string): Promise<void> => {
  const ask = async (): Promise<boolean> => {
    const response = await fetch(`${url}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ orderId }),
      signal: AbortSignal.timeout(10_000),
    });
    await response.text();
    return response.ok;
  };
  while (!(await ask().catch(() => false))) await sleep(250);
};

export const startWriter = async (name: ArmName, folder: string, endpoint: string): Promise<Writer> => {
  const [port = 0, http = 0, grpc = 0, internal = 0, metrics = 0] = await freePorts(5);
  const url = `http://127.0.0.1:${port}`;
  const service = new ManagedProcess({
    name: `outbox ${name}`,
    command: process.execPath,
    args: [join(rootDir, 'loadtests/baselines/outbox.ts'), name, ...[port, http, grpc].map(String)],
    logFile: join(folder, `${name}.log`),
    env: { ...process.env, NODE_ENV: 'production' },
    isReady: () => answersOk(`${url}/readyz`),
  });
  await service.start();
  const outbox = name === 'dapr' ? topics.dapr : undefined;
  const sidecar = await startDaprd({
    appId: `writer-${name}`,
    appPort: port,
    ports: { http, grpc, internal, metrics },
    resources: [eventsOn(endpoint), outboxOn(join(folder, `${name}.db`), outbox)],
    logFile: join(folder, `${name}.daprd.log`),
    env: { AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: 'us-east-1' },
  });
  const state = `${sidecar.url}/v1.0/state/state/order:`;
  const hasWritten = async (orderId: string): Promise<boolean> => (await fetch(`${state}${orderId}`)).status === 200;
  const stop = async (): Promise<void> => {
    await service.stop();
    await sidecar.stop();
  };
  return { name, service, sidecar, write: (orderId) => written(url, orderId), hasWritten, stop };
};
