import { runService } from '@mercato/kit/dapr';
import { createApp } from './app.ts';
import { compose } from './compose.ts';
import { orderConfig } from './config.ts';

await runService({ name: 'order', config: orderConfig, build: (given) => createApp(compose(given), given.common) });
