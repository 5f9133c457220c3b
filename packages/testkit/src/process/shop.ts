import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AwsClient } from '../../../../tools/local-aws/aws-client.ts';
import { rootDir } from '../../../../tools/shared/paths.ts';
import { shopEnvironment, writeNameResolution } from '../../../../tools/start/environment.ts';
import { readRunFile, type RunFile } from '../../../../tools/start/run-file.ts';
import { ensureSecrets, type ShopSecrets } from '../../../../tools/start/secrets.ts';
import { writeTargets } from '../../../../tools/start/targets-file.ts';
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { startLocalAws, type TestAws } from './local-aws.ts';
import { copyWithMetadata, type PubSubMetadata } from './manifests.ts';
import { type Sentry, startSentry } from './sentry.ts';
import { prepareShopApp, type ShopApp, type ShopWorld } from './shop-app.ts';
import { workFolder, type WorkFolder } from './work-folder.ts';

export interface ShopOptions {
  /** Only these services. */
  only?: string[];
  replicas?: Record<string, number>;
  /** Overrides every queue's visibility timeout. */
  visibilitySeconds?: number;
  /** Overrides how many commands, and how many events, each sidecar hands to its app at once. */
  deliveriesAtOnce?: number;
  /** For every service and sidecar, for instance the carrier's speed. */
  env?: Record<string, string>;
  /** For one service, by its name. */
  serviceEnv?: Record<string, Record<string, string>>;
  /** Instead of the project's own folders of components, subscriptions and resiliency. */
  resources?: string[];
  /** Another resource list than `infra/aws-resources.json`. */
  awsResources?: string;
  /** Another program than a service's own `main.ts`, by the service's name. */
  entries?: Record<string, string>;
  /** Where to write which AWS actions each app id called. */
  record?: string;
  /** `ministack` or a URL instead of dynalite and fauxqs. */
  awsChoice?: string;
  /** Sidecars reach the store and the queues only through a proxy: `shop.faults`. Tests keep their direct client. */
  faultProxy?: boolean;
}

const daprDir = join(rootDir, 'dapr');

type Faults = FaultProxy<'store' | 'queue'>;

interface Backing {
  options: ShopOptions;
  localAws: TestAws;
  faultProxy: Faults | undefined;
  secrets: ShopSecrets;
  sentry: Sentry;
  files: WorkFolder;
}

export class Shop {
  readonly apps: ShopApp[] = [];
  readonly localAws: TestAws;
  readonly secrets: ShopSecrets;
  /** The folder where notification leaves its mails. */
  readonly mailbox: string;
  readonly #files: WorkFolder;
  readonly #faultProxy: Faults | undefined;
  readonly #sentry: Sentry;
  readonly #options: ShopOptions;
  readonly #world: ShopWorld;

  constructor({ options, localAws, faultProxy, secrets, sentry, files }: Backing, world: ShopWorld) {
    this.#options = options;
    this.#world = world;
    this.localAws = localAws;
    this.#faultProxy = faultProxy;
    this.secrets = secrets;
    this.#sentry = sentry;
    this.mailbox = mailboxIn(files);
    this.#files = files;
  }

  get aws(): AwsClient {
    return this.localAws.client;
  }

  /** What can be done to the lines between the sidecars and the local AWS. */
  get faults(): Faults['lines'] {
    if (this.#faultProxy === undefined) throw new Error('this shop was started without a fault proxy');
    return this.#faultProxy.lines;
  }

  /** With these a service takes a call for one that the gateway's sidecar hands over. */
  get asGateway(): Record<string, string> {
    return { 'dapr-api-token': this.secrets['app-api-token'], 'dapr-caller-app-id': 'gateway' };
  }

  /** The gateway's address. */
  get url(): string {
    return this.app('gateway').url;
  }

  app(name: string, replica = 1): ShopApp {
    const found = this.apps.filter((app) => app.name === name)[replica - 1];
    if (found === undefined) throw new Error(`this shop has no ${name} ${replica}`);
    return found;
  }

  /** One more replica of a service. Neither of its processes is started yet. */
  async prepare(name: string, label = `${name}-${this.apps.length}`): Promise<ShopApp> {
    const app = readRunFile().apps.find(({ appID }) => appID === name);
    if (app === undefined) throw new Error(`there is no service ${name}`);
    const mailbox = 'MAILBOX_DIR' in (app.env ?? {}) && { MAILBOX_DIR: this.mailbox };
    // Never the processes of a shop that runs on this machine beside the tests.
    const pids = 'PIDS_DIR' in (app.env ?? {}) && { PIDS_DIR: this.#world.pids };
    const env = { ...app.env, ...this.#options.serviceEnv?.[name], ...mailbox, ...pids };
    const prepared = await prepareShopApp({ ...app, env }, label, this.#world);
    this.apps.push(prepared);
    this.#tellTargets();
    return prepared;
  }

  /** Ends a replica for good. */
  async retire(app: ShopApp): Promise<void> {
    await app.stop();
    this.apps.splice(this.apps.indexOf(app), 1);
    this.#tellTargets();
  }

  #tellTargets(): void {
    writeTargets(
      targetsIn(this.#files),
      this.apps.map(({ name: service, service: { url }, sidecar }) => {
        return { service, appPort: Number(new URL(url).port), metricsPort: sidecar.ports.metrics };
      }),
    );
  }

  /** Holds a file for each process. */
  get logFolder(): string {
    return join(this.#files.path, 'logs');
  }

  /** Everything that every process has printed, each under its name. */
  logs(): string {
    return readdirSync(this.logFolder)
      .map((file) => `── ${file}\n${readFileSync(join(this.logFolder, file), 'utf8')}`)
      .join('\n');
  }

  async stop(): Promise<void> {
    await Promise.all(this.apps.map((app) => app.stop()));
    await this.#faultProxy?.stop();
    await this.#sentry.stop();
    await this.localAws.stop();
    this.#files.remove();
  }
}

function targetsIn(files: WorkFolder): string {
  return join(files.path, 'targets.json');
}

function mailboxIn(files: WorkFolder): string {
  return join(files.path, 'mailbox');
}

interface Planned {
  name: string;
  label: string;
}

function plan({ apps }: RunFile, { only, replicas }: ShopOptions): Planned[] {
  const chosen = apps.filter(({ appID }) => only?.includes(appID) ?? true);
  return chosen.flatMap(({ appID: name }) =>
    Array.from({ length: replicas?.[name] ?? 1 }, (_, i) => ({ name, label: i === 0 ? name : `${name}-${i + 1}` })),
  );
}

function pubSubOf({ visibilitySeconds, deliveriesAtOnce }: ShopOptions): PubSubMetadata {
  return {
    ...(visibilitySeconds !== undefined && { messageVisibilityTimeout: String(visibilitySeconds) }),
    ...(deliveriesAtOnce !== undefined && { concurrencyLimit: String(deliveriesAtOnce) }),
  };
}

function projectResources(paths: string[], changes: PubSubMetadata, files: WorkFolder): string[] {
  return paths.map((path, i) => {
    const source = join(daprDir, path);
    const same = Object.keys(changes).length === 0;
    return same ? source : copyWithMetadata(source, changes, join(files.path, `resources-${i}`));
  });
}

function worldOf({ options, localAws, faultProxy, secrets, sentry, files }: Backing, secretsFile: string): ShopWorld {
  const { common } = readRunFile();
  const names = join(files.path, 'names.yaml');
  writeNameResolution(names, join(files.path, 'names.db'));
  const faulty = faultProxy && { dynamodb: faultProxy.lines.store.url, snssqs: faultProxy.lines.queue.url };
  const endpoints = { ...localAws.endpoints, ...faulty };
  const archiveDir = join(files.path, 'archive');
  return {
    common,
    resources: options.resources ?? projectResources(common.resourcesPaths, pubSubOf(options), files),
    configs: [join(daprDir, common.configFilePath), names],
    sidecarFlags: sentry.sidecarFlags,
    env: {
      ...shopEnvironment({ endpoints, secretsFile, archiveDir, targetsFile: targetsIn(files), secrets }),
      ...sentry.sidecarEnv,
      ...options.env,
    },
    logs: join(files.path, 'logs'),
    pids: join(files.path, 'pids'),
    entries: options.entries ?? {},
  };
}

async function startFaults({ dynamodb, snssqs }: TestAws['endpoints']): Promise<Faults> {
  return startFaultProxy({ store: dynamodb, queue: snssqs });
}

/** The whole shop, or a part of it, on free ports; shops side by side do not see each other. */
export async function startShop(options: ShopOptions = {}): Promise<Shop> {
  const files = workFolder('shop');
  const { visibilitySeconds, record, awsChoice, awsResources: resources } = options;
  const localAws = await startLocalAws({ visibilitySeconds, record, choice: awsChoice, resources });
  const secretsFile = join(files.path, 'secrets.json');
  const secrets = ensureSecrets(secretsFile);
  const faultProxy = options.faultProxy ? await startFaults(localAws.endpoints) : undefined;
  const sentry = await startSentry(files.path);
  const backing = { options, localAws, faultProxy, secrets, sentry, files };
  const shop = new Shop(backing, worldOf(backing, secretsFile));
  try {
    for (const { name, label } of plan(readRunFile(), options)) await shop.prepare(name, label);
    await Promise.all(shop.apps.map((app) => app.start()));
    await Promise.all(shop.apps.map((app) => app.waitUntilReady()));
    return shop;
  } catch (error) {
    await shop.stop();
    throw error;
  }
}
