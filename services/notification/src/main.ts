import { runService } from '@mercato/kit/dapr';
import { createApp } from './app.ts';
import { compose } from './compose.ts';
import { notificationConfig } from './config.ts';

await runService({
  name: 'notification',
  config: notificationConfig,
  build: (given) => createApp(compose(given), given.common),
});
