import { gatewayApi } from '@mercato/contracts/gateway';
import { type App, createService, type ServiceOptions } from '@mercato/kit/service';
import { browserHeaders } from './routes/browser-headers.ts';
import type { GatewayDeps } from './routes/deps.ts';
import { serviceChecks } from './routes/health.ts';
import { registerLanding } from './routes/landing.ts';
import { registerProxy } from './routes/register-proxy.ts';

type Around = Pick<ServiceOptions<typeof gatewayApi>, 'health' | 'logger' | 'onClose' | 'openapi' | 'readiness'>;

/** The one way in: every public route of every service, forwarded through this gateway's sidecar. */
export const createApp = (deps: GatewayDeps, around: Around = {}): Promise<App> =>
  createService({
    ...around,
    name: 'gateway',
    api: gatewayApi,
    handlers: {},
    health: { ...around.health, ...serviceChecks(deps.forwarder) },
    clock: deps.clock,
    edge: true,
    compress: true,
    headers: browserHeaders(deps.settings),
    corsOrigins: deps.settings.corsOrigins,
    extend: async (fastify) => {
      await registerLanding(fastify, deps.settings.webDir);
      await registerProxy(fastify, deps);
    },
  });
