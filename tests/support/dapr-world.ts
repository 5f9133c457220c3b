import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceName } from '@mercato/contracts/shared';
import { connectDapr, keptFailures, type Platform } from '@mercato/kit/dapr';
import type { Subscription } from '@mercato/kit/messaging';
import { type App, createService } from '@mercato/kit/service';
import {
  type Daprd,
  type DaprdOptions,
  daprdPorts,
  type DaprdPorts,
  freePorts,
  startDaprd,
  startLocalAws,
  type TestAws,
  workFolder,
} from '@mercato/testkit/process';
import { type FakeApp, startFakeApp } from './fake-app.ts';

export interface SidecarOptions {
  readonly appId: ServiceName;
  /** Component, subscription and resiliency files of the project, by path below `dapr/`. */
  readonly files: readonly string[];
  /** Changes a file's text, to turn a feature off and see the difference. */
  readonly edit?: (path: string, text: string) => string;
  readonly env?: Readonly<Record<string, string>>;
  readonly config?: string;
  readonly flags?: readonly string[];
}

export interface Sidecar {
  readonly daprd: Daprd;
  readonly app: FakeApp;
  /** Kit's own adapters over this sidecar. */
  readonly platform: Platform;
}

/** Real sidecars over one local AWS, each with a fake app. Everything ends with `stop`. */
export class DaprWorld {
  readonly aws: TestAws;
  readonly #stops: (() => Promise<unknown> | void)[] = [];

  constructor(aws: TestAws) {
    this.aws = aws;
  }

  onStop(work: () => Promise<unknown> | void): void {
    this.#stops.push(work);
  }

  async sidecar(options: SidecarOptions): Promise<Sidecar> {
    const app = await startFakeApp();
    this.onStop(() => app.stop());
    const daprd = await this.#daprd(options, app.port, await daprdPorts());
    return { daprd, app, platform: this.#platform(options.appId, daprd.ports) };
  }

  /** A service of nothing but subscriptions, on kit as every service is, behind its sidecar. */
  service(options: SidecarOptions, subscriptions: (platform: Platform) => readonly Subscription[]) {
    return this.app(options, (platform) =>
      createService({
        name: options.appId,
        api: {},
        handlers: {},
        logger: false,
        subscriptions: subscriptions(platform),
        keepFailure: keptFailures(platform.notes),
        deadLetter: platform.deadLetter,
      }),
    );
  }

  /** An app on kit, whatever it does, behind its sidecar. */
  async app(options: SidecarOptions, build: (platform: Platform) => Promise<App>) {
    const ports = await daprdPorts();
    const platform = this.#platform(options.appId, ports);
    const [port = 0] = await freePorts(1);
    const app = await build(platform);
    await app.listen({ port, host: '127.0.0.1' });
    this.onStop(() => app.close());
    return { app, platform, daprd: await this.#daprd(options, port, ports) };
  }

  async stop(): Promise<void> {
    for (const work of this.#stops.splice(0).toReversed()) await work();
    await this.aws.stop();
  }

  #platform(appId: ServiceName, { http: httpPort, grpc: grpcPort }: DaprdPorts): Platform {
    const platform = connectDapr({ appId, httpPort, grpcPort });
    this.onStop(() => platform.close());
    return platform;
  }

  async #daprd(options: SidecarOptions, appPort: number, ports: DaprdPorts): Promise<Daprd> {
    const folder = workFolder('resources');
    this.onStop(() => folder.remove());
    writeResources(options, join(folder.path, 'resources'));
    const daprd = await startDaprd({
      ...this.#common(options),
      appPort,
      ports,
      resources: [join(folder.path, 'resources')],
    });
    this.onStop(() => daprd.stop());
    return daprd;
  }

  #common(options: SidecarOptions): DaprdOptions {
    const { endpoints } = this.aws;
    return {
      appId: options.appId,
      ...(options.config === undefined ? {} : { configs: [options.config] }),
      flags: [...(options.flags ?? [])],
      env: {
        AWS_ENDPOINT_DYNAMODB: endpoints.dynamodb,
        AWS_ENDPOINT_SNSSQS: endpoints.snssqs,
        AWS_REGION: 'us-east-1',
        AWS_SECRET_ACCESS_KEY: 'local',
        ...options.env,
      },
    };
  }
}

const writeResources = ({ files, edit }: SidecarOptions, target: string): void => {
  mkdirSync(target, { recursive: true });
  const root = new URL('../../dapr/', import.meta.url).pathname;
  for (const path of files) {
    const text = readFileSync(join(root, path), 'utf8');
    writeFileSync(join(target, path.replaceAll('/', '-')), edit ? edit(path, text) : text);
  }
};

/** All subscriptions of the project, as paths for `files`. */
export const allSubscriptions = (): readonly string[] =>
  readdirSync(new URL('../../dapr/subscriptions/', import.meta.url))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => `subscriptions/${file}`);

export const startDaprWorld = async (options: Parameters<typeof startLocalAws>[0] = {}): Promise<DaprWorld> =>
  new DaprWorld(await startLocalAws(options));
