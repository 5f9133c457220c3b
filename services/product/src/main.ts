import { runService } from '@mercato/kit/dapr';
import { storedPorts } from './adapters/stored-ports.ts';
import { createApp } from './app.ts';
import { config } from './config.ts';
import { productMetrics } from './metrics.ts';

await runService({
  name: 'product',
  config,
  build: ({ state: store, publisher, clock, ids, log, config: settings, common, warmUp, onStop }) => {
    const { follower, ...ports } = storedPorts({
      store,
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
    const stateStore = async (): Promise<void> => void (await store.get('product-changes:head'));
    return createApp(
      { ...ports, publisher, clock, ids, log, waitMs: settings.PRODUCT_WAIT_MS },
      { ...common, health: { ...common.health, 'state store': stateStore } },
    );
  },
});
