import { userApi } from '@mercato/contracts/user';
import { runService, type Surroundings } from '@mercato/kit/dapr';
import { Rounds } from '@mercato/kit/time';
import type { z } from 'zod';
import { DaprForwarder } from './adapters/dapr-forwarder.ts';
import { ExchangedKeys } from './adapters/exchanged-keys.ts';
import { StateTokenPool } from './adapters/state-token-pool.ts';
import { createApp } from './app.ts';
import { gatewayConfig } from './config.ts';
import { announceEveryMs } from './domain/roster.ts';
import { limitsOver, reportEveryMs } from './limits/index.ts';
import { countLimitOperation } from './metrics.ts';

type Here = Surroundings<z.output<typeof gatewayConfig>>;

const trafficOf = ({ config, state, clock, ids, log, onStop }: Here) => {
  const rate = { perSecond: config.RATE_LIMIT_PER_SECOND, burst: config.RATE_LIMIT_BURST };
  const shared = { rate, periodMs: reportEveryMs, replica: ids.uuid(), counted: countLimitOperation };
  const limits = {
    rate,
    replicas: config.RATE_LIMIT_REPLICAS,
    targetMs: config.TARGET_LATENCY_MS,
    inFlight: { least: config.IN_FLIGHT_LEAST, first: config.IN_FLIGHT_FIRST, most: config.IN_FLIGHT_MOST },
    isAdaptive: config.ADAPTIVE_LIMITS,
  };
  const { limiter, traffic } = limitsOver(new StateTokenPool({ state, clock, ...shared }), limits, clock);
  const rounds = new Rounds({
    clock,
    firstMs: 100,
    pauseMs: announceEveryMs,
    work: () => limiter.announce(),
    failed: (err) => log.warn({ err }, 'the other gateways were not told of this one'),
  });
  rounds.start();
  onStop(() => rounds.stop());
  return { rate, traffic };
};

await runService({
  name: 'gateway',
  config: gatewayConfig,
  build: (here) => {
    const { config, clock, invoker, common, onStop } = here;
    const forwarder = new DaprForwarder({ httpPort: config.DAPR_HTTP_PORT, apiToken: config.DAPR_API_TOKEN });
    onStop(() => forwarder.close());
    const { verifyToken, ...around } = common;
    const { rate, traffic } = trafficOf(here);
    const settings = {
      trustedProxies: config.TRUSTED_PROXIES,
      forwardMs: config.FORWARD_TIMEOUT_MS,
      tls: config.BEHIND_TLS,
      corsOrigins: config.CORS_ORIGINS,
      webDir: config.WEB_DIR,
      mostDelayMs: config.ADAPTIVE_LIMITS ? config.EVENT_LOOP_DELAY_MS : undefined,
      rate,
    };
    const machineKeys = new ExchangedKeys({
      clock,
      lookUp: async (key) => (await invoker.call('user', userApi.exchangeApiKey, { body: { key } })).exchange,
    });
    return createApp({ forwarder, verifyToken, machineKeys, traffic, clock, settings }, around);
  },
});
