import type { Surroundings } from '@mercato/kit/dapr';
import type { z } from 'zod';
import { storedPorts } from './adapters/stored-ports.ts';
import type { ProductPorts } from './app.ts';
import type { config } from './config.ts';
import { productMetrics } from './metrics.ts';

type Needs = Pick<
  Surroundings<z.output<typeof config>>,
  'config' | 'state' | 'publisher' | 'clock' | 'ids' | 'log' | 'warmUp' | 'onStop'
>;

/** Puts the service together from what surrounds it. */
export const compose = ({
  state,
  publisher,
  clock,
  ids,
  log,
  config: settings,
  warmUp,
  onStop,
}: Needs): ProductPorts => {
  const { follower, ...ports } = storedPorts({
    store: state,
    publisher,
    clock,
    log,
    metrics: productMetrics(),
    pollMs: settings.PRODUCT_POLL_MS,
    cacheTtlMs: settings.PRODUCT_CACHE_TTL_MS,
    cacheSize: settings.PRODUCT_CACHE_SIZE,
  });
  warmUp('catalogue', async () => {
    await follower.load();
    follower.start();
  });
  onStop(async () => {
    await follower.stop();
    await ports.changes.close();
  });
  return { ...ports, publisher, clock, ids, log, waitMs: settings.PRODUCT_WAIT_MS };
};
