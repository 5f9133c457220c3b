import { runService } from '@mercato/kit/dapr';
import { createApp } from './app.ts';
import { compose } from './compose.ts';
import { config } from './config.ts';

await runService({ name: 'shipping', config, build: (given) => createApp(compose(given), given.common) });
