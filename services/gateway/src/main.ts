import { runService } from '@mercato/kit/dapr';
import { userApi } from '@mercato/contracts/user';
import { DaprForwarder } from './adapters/dapr-forwarder.ts';
import { ExchangedKeys } from './adapters/exchanged-keys.ts';
import { createApp } from './app.ts';
import { gatewayConfig } from './config.ts';
import { RateLimiter } from './domain/rate-limiter.ts';

await runService({
  name: 'gateway',
  config: gatewayConfig,
  build: ({ config, clock, invoker, common, onStop }) => {
    const forwarder = new DaprForwarder({ httpPort: config.DAPR_HTTP_PORT, apiToken: config.DAPR_API_TOKEN });
    onStop(() => forwarder.close());
    const { verifyToken, ...around } = common;
    return createApp(
      {
        forwarder,
        verifyToken,
        machineKeys: new ExchangedKeys({
          clock,
          lookUp: async (key) => (await invoker.call('user', userApi.exchangeApiKey, { body: { key } })).exchange,
        }),
        limiter: new RateLimiter({ perSecond: config.RATE_LIMIT_PER_SECOND, burst: config.RATE_LIMIT_BURST }),
        clock,
        settings: {
          trustedProxies: config.TRUSTED_PROXIES,
          forwardMs: config.FORWARD_TIMEOUT_MS,
          tls: config.BEHIND_TLS,
          corsOrigins: config.CORS_ORIGINS,
          webDir: config.WEB_DIR,
        },
      },
      around,
    );
  },
});
