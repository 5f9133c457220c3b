import type { ApiContract } from '@mercato/contracts/shared';
import type { FastifyInstance } from 'fastify';
import { constants } from 'node:zlib';
import { createLogger, type Logger, silentLogger } from '../telemetry/index.ts';
import { withFailures } from './failure-route.ts';
import type { ServiceOptions } from './options.ts';
import { registerProbes } from './probes.ts';
import { registerRoutes } from './routes.ts';
import { type Runtime, runtimeOf } from './runtime.ts';
import { buildServer } from './server.ts';
import { stopper } from './stop.ts';
import { registerSubscriptions } from './subscriptions.ts';

/** A service that is ready to listen, or to be tested by `inject`. */
export interface App {
  readonly inject: FastifyInstance['inject'];
  listen(options: { readonly port: number; readonly host: string }): Promise<string>;
  /** Stops taking traffic, lets what is in flight end, then closes. */
  close(): Promise<void>;
  readonly log: Logger;
}

/** Builds a service from its contract: validation, authentication, errors, messages, health, metrics and docs. */
export const createService = async <const A extends ApiContract>(options: ServiceOptions<A>): Promise<App> => {
  // The handlers' types were checked against A; from here on routes are known only while running.
  const runtime = runtimeOf(withFailures(options as unknown as ServiceOptions<ApiContract>), loggerOf(options));
  demandVerifier(runtime);
  const fastify = await buildServer(runtime);
  await registerPlugins(fastify, options);
  registerProbes(fastify, runtime);
  if (options.openapi) await (await import('./docs.ts')).registerDocs(fastify, options.openapi);
  // Strangers must find nothing there; everybody else keeps what no handler takes.
  if (!options.edge) await registerSubscriptions(fastify, runtime);
  registerRoutes(fastify, runtime);
  await options.extend?.(fastify);
  await fastify.ready();
  return {
    inject: fastify.inject.bind(fastify),
    listen: (address) => fastify.listen({ ...address }),
    close: stopper(fastify, runtime),
    log: runtime.log,
  };
};

type Plugins = Pick<ServiceOptions<ApiContract>, 'corsOrigins' | 'pressure' | 'compress'>;

/** What only the service at the edge has is loaded only there. */
const registerPlugins = async (
  fastify: FastifyInstance,
  { corsOrigins, pressure, compress }: Plugins,
): Promise<void> => {
  if (corsOrigins?.length) await (await import('./cors.ts')).registerCors(fastify, corsOrigins);
  if (pressure) await (await import('./pressure.ts')).registerPressure(fastify, pressure);
  if (compress) await fastify.register((await import('@fastify/compress')).default, compression);
};

const compression = {
  global: true,
  // What comes in compressed is refused, not unpacked.
  globalDecompression: false,
  threshold: 1024,
  encodings: ['br', 'gzip'] as ('br' | 'gzip')[],
  brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
};

const loggerOf = ({ logger, name }: { readonly logger?: Logger | false; readonly name: string }): Logger =>
  logger === false ? silentLogger : (logger ?? createLogger({ service: name }));

const demandVerifier = ({ options }: Runtime): void => {
  const needs = Object.values(options.api).find(
    (r) => r.audience === 'user' || r.audience === 'admin' || r.audience === 'guest',
  );
  if (needs && !options.verifyToken) throw new Error(`${needs.id} asks for a caller, so verifyToken must be given`);
};
