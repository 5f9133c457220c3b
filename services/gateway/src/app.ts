import { gatewayApi } from '@mercato/contracts/gateway';
import type { DomainError } from '@mercato/kit/errors';
import { type App, createService, type ServiceOptions } from '@mercato/kit/service';
import { refusals } from './domain/errors.ts';
import { countLate } from './metrics.ts';
import { browserHeaders } from './routes/browser-headers.ts';
import type { GatewayDeps, GatewaySettings } from './routes/deps.ts';
import { serviceChecks } from './routes/health.ts';
import { registerLanding } from './routes/landing.ts';
import { registerProxy } from './routes/register-proxy.ts';

type Around = Pick<ServiceOptions<typeof gatewayApi>, 'health' | 'logger' | 'onClose' | 'openapi' | 'readiness'>;

const pressureOf = ({ mostDelayMs }: GatewaySettings): Pick<ServiceOptions<typeof gatewayApi>, 'pressure'> =>
  mostDelayMs === undefined ? {} : { pressure: { mostDelayMs, refuse: refuseLate } };

const refuseLate = (): DomainError => {
  countLate();
  return refusals.overloaded();
};

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
    ...pressureOf(deps.settings),
    compress: true,
    headers: browserHeaders(deps.settings),
    corsOrigins: deps.settings.corsOrigins,
    extend: async (fastify) => {
      const showPage = await registerLanding(fastify, deps.settings.webDir);
      await registerProxy(fastify, deps, showPage);
    },
  });
