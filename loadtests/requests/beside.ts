import { join } from 'node:path';
import { type Daprd, freePorts, ManagedProcess, type Shop, startDaprd } from '@mercato/testkit/process';
import { answersOk } from '../../tools/shared/http.ts';
import { rootDir } from '../../tools/shared/paths.ts';
import { stateOn } from '../saga/stock-components.ts';

/** A baseline of one service with a sidecar of its own, before the same stand-in for DynamoDB as a shop. */
export interface Beside {
  readonly url: string;
  readonly service: ManagedProcess;
  readonly sidecar: Daprd;
  readonly stop: () => Promise<void>;
}

export type BesideName = 'naive-stock' | 'bare-writer' | 'stock-server';

/** Started as `node <script> <port> <sidecar's gRPC port> <sidecar's HTTP port>`. */
export const startBeside = async (shop: Shop, name: BesideName): Promise<Beside> => {
  const [port = 0, http = 0, grpc = 0, internal = 0, metrics = 0] = await freePorts(5);
  const url = `http://127.0.0.1:${port}`;
  const service = new ManagedProcess({
    name,
    command: process.execPath,
    args: [join(rootDir, `loadtests/baselines/${name}.ts`), ...[port, grpc, http].map(String)],
    logFile: join(shop.logFolder, `${name}.log`),
    env: { ...process.env, NODE_ENV: 'production' },
    isReady: () => answersOk(`${url}/readyz`),
  });
  await service.start();
  try {
    const sidecar = await startDaprd({
      appId: name,
      appPort: port,
      ports: { http, grpc, internal, metrics },
      resources: [stateOn(shop.localAws.endpoints.dynamodb)],
      logFile: join(shop.logFolder, `${name}.daprd.log`),
      env: { AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: 'us-east-1' },
    });
    await service.waitUntilReady();
    const stop = async (): Promise<void> => {
      await service.stop();
      await sidecar.stop();
    };
    return { url, service, sidecar, stop };
  } catch (error) {
    await service.stop();
    throw error;
  }
};
