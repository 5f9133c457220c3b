import { runService } from '@mercato/kit/dapr';
import { createApp } from './app.ts';
import { compose } from './compose.ts';
import { config } from './config.ts';

await runService({
  name: 'product',
  config,
  build: (given) => {
    const stateStore = async (): Promise<void> => void (await given.state.get('product-changes:head'));
    const health = { ...given.common.health, 'state store': stateStore };
    return createApp(compose(given), { ...given.common, health });
  },
});
