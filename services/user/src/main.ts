import { runService } from '@mercato/kit/dapr';
import { createApp } from './app.ts';
import { compose } from './compose.ts';
import { userConfig } from './config.ts';

await runService({ name: 'user', config: userConfig, build: (given) => createApp(compose(given), given.common) });
