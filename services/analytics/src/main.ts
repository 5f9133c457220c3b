import { runService } from '@mercato/kit/dapr';
import { createApp } from './app.ts';
import { compose } from './compose.ts';
import { analyticsConfig } from './config.ts';

await runService({
  name: 'analytics',
  config: analyticsConfig,
  build: (given) => createApp(compose(given), given.common),
});
