import { runService } from '@mercato/kit/dapr';
import { createApp } from './app.ts';
import { compose } from './compose.ts';
import { operationsConfig } from './config.ts';

await runService({
  name: 'operations',
  config: operationsConfig,
  build: (given) => createApp(compose(given), given.common),
});
