import { join } from 'node:path';
import { freePorts } from '../../../../tools/shared/ports.ts';
import { Sentry } from '../../../../tools/start/sentry.ts';
import { getTool } from '../../../../tools/toolbox/index.ts';

export { Sentry } from '../../../../tools/start/sentry.ts';

/** A certificate authority whose files lie in a folder of the test. */
export async function startSentry(folder: string): Promise<Sentry> {
  const [port = 0] = await freePorts(1);
  const { path } = await getTool('sentry');
  const sentry = new Sentry({
    sentry: path,
    port,
    folder: join(folder, 'authority'),
    logFile: join(folder, 'logs/sentry.log'),
  });
  await sentry.start();
  await sentry.waitUntilReady();
  return sentry;
}
