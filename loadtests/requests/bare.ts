import { join } from 'node:path';
import { freePorts, ManagedProcess } from '@mercato/testkit/process';
import { rootDir } from '../../tools/shared/paths.ts';

const answersAtAll = (origin: string): Promise<boolean> =>
  fetch(origin).then(
    () => true,
    () => false,
  );

/** A baseline without a sidecar of its own. */
export interface BareProcess {
  readonly origin: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

/** Started as `node <script> <port> <args…>`. */
export const startBare = async (
  name: 'bare-fastify' | 'bare-proxy',
  args: readonly string[],
  logs: string,
): Promise<BareProcess> => {
  const [port = 0] = await freePorts(1);
  const origin = `http://127.0.0.1:${port}`;
  const bare = new ManagedProcess({
    name,
    command: process.execPath,
    args: [join(rootDir, `loadtests/baselines/${name}.ts`), String(port), ...args],
    logFile: join(logs, `${name}.log`),
    env: { ...process.env, NODE_ENV: 'production' },
    isReady: () => answersAtAll(origin),
  });
  await bare.start();
  await bare.waitUntilReady();
  return { origin, pid: bare.pid ?? 0, stop: () => bare.stop() };
};
