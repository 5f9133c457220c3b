import { flags } from '../../../../tools/shared/flags.ts';
import { rootDir } from '../../../../tools/shared/paths.ts';
import { freePorts } from '../../../../tools/shared/ports.ts';
import type { RunApp, RunCommon } from '../../../../tools/start/run-file.ts';
import { prepareDaprd, type Daprd } from './daprd.ts';
import { prepareService, type Service } from './service.ts';

export interface ShopWorld {
  common: RunCommon;
  resources: string[];
  configs: string[];
  /** More flags for every sidecar. */
  sidecarFlags: string[];
  env: Record<string, string>;
  logs: string;
  /** A folder for the ids of the processes, as those who run a shop on one machine keep it. */
  pids: string;
  /** Other programs than a service's own, by its name. */
  entries: Record<string, string>;
}

/** One replica of a service with its sidecar. */
export class ShopApp {
  readonly name: string;
  readonly service: Service;
  readonly sidecar: Daprd;

  constructor(name: string, service: Service, sidecar: Daprd) {
    this.name = name;
    this.service = service;
    this.sidecar = sidecar;
  }

  /** The service's own address, past its sidecar. */
  get url(): string {
    return this.service.url;
  }

  async start(): Promise<void> {
    await Promise.all([this.service.start(), this.sidecar.start()]);
  }

  async waitUntilReady(): Promise<void> {
    await Promise.all([this.service.waitUntilReady(), this.sidecar.waitUntilReady()]);
  }

  /** The sidecar outlives its app, as it must when pods end. */
  async stop(): Promise<void> {
    await this.service.stop();
    await this.sidecar.stop();
  }
}

function daprdFlags(app: RunApp, common: RunCommon): string[] {
  const health = flags({
    'app-health-check-path': common.appHealthCheckPath,
    'app-health-probe-interval': common.appHealthProbeInterval,
    'app-health-probe-timeout': common.appHealthProbeTimeout,
    'app-health-threshold': common.appHealthThreshold,
  });
  const limits = flags({ 'app-max-concurrency': app.appMaxConcurrency, 'max-body-size': app.maxBodySize });
  return ['--enable-app-health-check', ...health, ...limits];
}

/** As the run file has it, but on free ports. Neither process is started yet. */
export async function prepareShopApp(app: RunApp, label: string, world: ShopWorld): Promise<ShopApp> {
  const [appPort = 0, http = 0, grpc = 0, internal = 0, metrics = 0] = await freePorts(5);
  const env = { ...world.env, ...app.env };
  const sidecar = await prepareDaprd({
    appId: app.appID,
    appPort,
    ports: { http, grpc, internal, metrics },
    resources: world.resources,
    configs: [...world.configs, `${rootDir}/dapr/access/${app.appID}.yaml`],
    env,
    flags: [...daprdFlags(app, world.common), ...world.sidecarFlags],
    logFile: `${world.logs}/${label}.daprd.log`,
    pidFile: `${world.pids}/${label}.daprd`,
  });
  const service = prepareService(app.appID, {
    ports: { app: appPort, daprHttp: http, daprGrpc: grpc },
    env,
    logFile: `${world.logs}/${label}.log`,
    pidFile: `${world.pids}/${label}`,
    entry: world.entries[app.appID],
  });
  return new ShopApp(app.appID, service, sidecar);
}
