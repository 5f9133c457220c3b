import { userApi } from '@mercato/contracts/user';
import type { ServiceName } from '@mercato/contracts/shared';
import type { z } from 'zod';
import { jwksVerifier, type TokenVerifier } from '../auth/index.ts';
import { type baseConfig, type BaseConfig, loadConfig } from '../config/index.ts';
import { errors } from '../errors/index.ts';
import { type Faults, faultyStore, folderFaults } from '../faults/index.ts';
import { StateIdempotency } from '../idempotency/index.ts';
import { type Ids, randomIds } from '../ids/index.ts';
import type { App, ServiceOptions } from '../service/index.ts';
import { createLogger, type Logger, startTelemetry, type Telemetry } from '../telemetry/index.ts';
import { type Clock, systemClock } from '../time/index.ts';
import { connectDapr, type Platform } from './connect.ts';
import { keptFailures, readFailures } from './kept-failures.ts';
import { openApiOf } from './openapi.ts';

/** What every service hands to createService as it is. */
export type CommonOptions = Required<
  Pick<
    ServiceOptions<never>,
    | 'logger'
    | 'clock'
    | 'drainMs'
    | 'readiness'
    | 'health'
    | 'idempotency'
    | 'verifyToken'
    | 'keepFailure'
    | 'deadLetter'
    | 'readFailure'
  >
> &
  Pick<ServiceOptions<never>, 'appApiToken' | 'openapi'>;

/** All that a service is built from. */
export interface Surroundings<C> extends Platform {
  readonly config: C;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly common: CommonOptions;
  /** What tests armed; never in production. */
  readonly faults: Faults | undefined;
  /** Work that needs the sidecar before the service is ready: run after it listens, tried until it succeeds. */
  readonly warmUp: (name: string, work: () => Promise<void>) => void;
  /** Runs when the service stops, after its last request. */
  readonly onStop: (work: () => Promise<void> | void) => void;
}

export interface RunOptions<S extends typeof baseConfig> {
  readonly name: ServiceName;
  readonly config: S;
  readonly build: (surroundings: Surroundings<z.output<S>>) => Promise<App>;
}

/** The life of a service process: configuration, telemetry, sidecar, app, warm-up, and a graceful stop on SIGTERM. */
export const runService = async <S extends typeof baseConfig>(options: RunOptions<S>): Promise<void> => {
  const config = loadConfig(options.config, process.env);
  const log = createLogger({ service: options.name, level: config.LOG_LEVEL });
  const telemetry = await telemetryOf(options.name, config, log);
  const faults = faultsOf(options.name, config, log);
  const platform = platformOf(options.name, config, faults);
  const warmUps = new WarmUps(log);
  const stops: (() => Promise<void> | void)[] = [];
  const app = await options.build({
    ...platform,
    config,
    clock: systemClock,
    ids: randomIds,
    log,
    common: { ...commonOptions(options.name, config, platform, log, warmUps), ...(faults ? { faults } : {}) },
    faults,
    warmUp: (name, work) => warmUps.add(name, work),
    onStop: (work) => stops.push(work),
  });
  const stop = once(async (signal: string) => {
    log.info({ signal }, 'stopping');
    warmUps.cancel();
    await app.close();
    for (const work of stops) await work();
    await Promise.allSettled([platform.close(), telemetry.shutdown()]);
    process.exit(0);
  });
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  await app.listen({ port: config.APP_PORT, host: config.APP_HOST });
  void warmUps.run();
};

const telemetryOf = (service: ServiceName, config: BaseConfig, log: Logger): Promise<Telemetry> => {
  const { OTEL_TRACES_EXPORTER: exporter, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = config;
  return startTelemetry({
    service,
    endpoint: exporter === 'otlp' ? endpoint : undefined,
    ratio: config.OTEL_TRACES_SAMPLER_ARG,
    toLog: exporter === 'console' ? log : undefined,
  });
};

const faultsOf = (service: ServiceName, { FAULT_DIR }: BaseConfig, log: Logger): Faults | undefined => {
  if (FAULT_DIR === undefined) return undefined;
  log.warn({ folder: FAULT_DIR }, 'this process meets the faults that tests arm');
  return folderFaults(FAULT_DIR, { service });
};

const platformOf = (appId: ServiceName, config: BaseConfig, faults: Faults | undefined): Platform => {
  const platform = connectDapr({
    appId,
    httpPort: config.DAPR_HTTP_PORT,
    grpcPort: config.DAPR_GRPC_PORT,
    callLimits: config.CALLS_AT_ONCE,
    apiToken: config.DAPR_API_TOKEN,
  });
  if (!faults) return platform;
  const { state, expiring } = platform;
  const faulty = { state: faultyStore(state, faults), expiring: (ttl: number) => faultyStore(expiring(ttl), faults) };
  return { ...platform, ...faulty };
};

const commonOptions = (
  name: ServiceName,
  config: BaseConfig,
  platform: Platform,
  log: Logger,
  warmUps: WarmUps,
): CommonOptions => {
  const openapi = openApiOf(name);
  return {
    logger: log,
    clock: systemClock,
    drainMs: config.DRAIN_MS,
    readiness: () => warmUps.check(),
    health: { sidecar: platform.ping },
    idempotency: new StateIdempotency(platform.state, systemClock),
    verifyToken: publishedKeys(platform),
    keepFailure: keptFailures(platform.notes),
    deadLetter: platform.deadLetter,
    readFailure: readFailures(platform.state),
    ...(config.APP_API_TOKEN === undefined ? {} : { appApiToken: config.APP_API_TOKEN }),
    ...(openapi === undefined ? {} : { openapi }),
  };
};

const publishedKeys = (platform: Platform): TokenVerifier =>
  jwksVerifier({
    jwks: () => platform.invoker.call('user', userApi.jwks, {}),
    issuer: 'mercato',
    audience: 'mercato',
    clock: systemClock,
  });

/** What must have happened before the service is ready. */
class WarmUps {
  readonly #log: Logger;
  readonly #waiting = new Map<string, () => Promise<void>>();
  readonly #abort = new AbortController();

  constructor(log: Logger) {
    this.#log = log;
  }

  add(name: string, work: () => Promise<void>): void {
    this.#waiting.set(name, work);
  }

  check(): Promise<void> {
    const [first] = this.#waiting.keys();
    return first === undefined ? Promise.resolve() : Promise.reject(errors.unavailable(`warm-up ${first}`));
  }

  cancel(): void {
    this.#abort.abort();
  }

  async run(): Promise<void> {
    for (const [name, work] of this.#waiting) {
      for (let pause = 100; !(await this.#attempt(name, work)); pause = Math.min(pause * 2, 2_000)) {
        if (this.#abort.signal.aborted) return;
        await systemClock.sleep(pause);
      }
    }
  }

  async #attempt(name: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      this.#waiting.delete(name);
      return true;
    } catch (error) {
      this.#log.warn({ err: error, warmUp: name }, 'warm-up failed, trying again');
      return false;
    }
  }
}

const once = (work: (signal: string) => Promise<void>): ((signal: string) => void) => {
  let begun = false;
  return (signal) => {
    if (begun) return;
    begun = true;
    void work(signal);
  };
};
