import { runService } from '@mercato/kit/dapr';
import { createApp } from './app.ts';
import { compose } from './compose.ts';
import { cartConfig } from './config.ts';

await runService({ name: 'cart', config: cartConfig, build: (given) => createApp(compose(given), given.common) });
