import { join } from 'node:path';
import { statusOf } from '../../../../tools/shared/http.ts';
import { ManagedProcess } from '../../../../tools/shared/managed-process.ts';
import { freePorts } from '../../../../tools/shared/ports.ts';
import { getTool } from '../../../../tools/toolbox/index.ts';
import { workFolder } from './work-folder.ts';

export interface StripeMock {
  readonly url: string;
  stop(): Promise<void>;
}

/** Stripe's own mock on a port of this machine: it checks requests against Stripe's OpenAPI and answers with examples. */
export async function startStripeMock(): Promise<StripeMock> {
  const files = workFolder('stripe-mock');
  const { path } = await getTool('stripe-mock');
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const mock = new ManagedProcess({
    name: 'stripe-mock',
    command: path,
    args: ['-http-addr', `127.0.0.1:${port}`],
    env: process.env,
    logFile: join(files.path, 'stripe-mock.log'),
    isReady: async () => (await statusOf(url)) !== undefined,
  });
  const stop = async (): Promise<void> => {
    await mock.stop();
    files.remove();
  };
  try {
    await mock.start();
    await mock.waitUntilReady();
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
