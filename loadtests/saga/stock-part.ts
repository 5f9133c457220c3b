import { join } from 'node:path';
import { type Daprd, type DaprdPorts, freePorts, ManagedProcess, startDaprd } from '@mercato/testkit/process';
import { answersOk } from '../../tools/shared/http.ts';
import { rootDir } from '../../tools/shared/paths.ts';
import type { Role } from '../baselines/stock/app.ts';

export type StockKind = 'workflow-saga' | 'choreography';

export interface Around {
  readonly kind: StockKind;
  readonly folder: string;
  readonly resources: (role: Role) => string[];
  /** The configuration by which sidecars find each other. */
  readonly names: string;
  readonly sidecarFlags: string[];
}

/** One service of a stock shop with its sidecar. */
export interface StockPart {
  readonly name: Role;
  readonly url: string;
  readonly service: ManagedProcess;
  readonly sidecar: Daprd;
}

const serviceOf = (name: Role, port: number, { http, grpc }: DaprdPorts, { kind, folder }: Around): ManagedProcess =>
  new ManagedProcess({
    name: `${kind} ${name}`,
    command: process.execPath,
    args: [join(rootDir, `loadtests/baselines/${kind}.ts`), name, String(port), String(http), String(grpc)],
    logFile: join(folder, `${name}.log`),
    env: { ...process.env, NODE_ENV: 'production' },
    isReady: () => answersOk(`http://127.0.0.1:${port}/readyz`),
  });

export const startPart = async (name: Role, around: Around): Promise<StockPart> => {
  const [port = 0, http = 0, grpc = 0, internal = 0, metrics = 0] = await freePorts(5);
  const ports = { http, grpc, internal, metrics };
  const service = serviceOf(name, port, ports, around);
  await service.start();
  try {
    const sidecar = await startDaprd({
      appId: name,
      appPort: port,
      ports,
      resources: around.resources(name),
      configs: [around.names],
      flags: around.sidecarFlags,
      logFile: join(around.folder, `${name}.daprd.log`),
      env: { AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: 'us-east-1' },
    });
    return { name, url: `http://127.0.0.1:${port}`, service, sidecar };
  } catch (error) {
    await service.stop();
    throw error;
  }
};

const answer = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${text}`);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
};

/** What a service has written under a key. */
export const storedBy = async ({ sidecar }: StockPart, key: string): Promise<unknown> =>
  answer(await fetch(`${sidecar.url}/v1.0/state/state/${key}?consistency=strong`));

export const storeFor = async ({ sidecar }: Pick<StockPart, 'sidecar'>, entries: readonly object[]): Promise<void> => {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify(entries);
  await answer(await fetch(`${sidecar.url}/v1.0/state/state`, { method: 'POST', headers, body }));
};
