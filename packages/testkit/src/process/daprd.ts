import { join } from 'node:path';
import { loopbackFlags } from '../../../../tools/start/environment.ts';
import { flags } from '../../../../tools/shared/flags.ts';
import { answersOk } from '../../../../tools/shared/http.ts';
import { ManagedProcess, type ProcessSpec } from '../../../../tools/shared/managed-process.ts';
import { freePorts } from '../../../../tools/shared/ports.ts';
import { getTool } from '../../../../tools/toolbox/index.ts';
import { configFile, resourceFolders } from './manifests.ts';
import { workFolder, type WorkFolder } from './work-folder.ts';

export interface DaprdPorts {
  http: number;
  grpc: number;
  internal: number;
  metrics: number;
}

export interface DaprdOptions {
  appId: string;
  appPort?: number | undefined;
  /** Folders, or YAML documents (any text of more than one line). */
  resources?: string[];
  /** Configurations, later ones on top: paths or YAML documents (at most one). */
  configs?: string[];
  ports?: DaprdPorts;
  env?: Record<string, string>;
  /** More of daprd's own flags. */
  flags?: string[];
  logFile?: string;
  pidFile?: string;
}

/** A real sidecar; `stop` also removes the files it was given. */
export class Daprd extends ManagedProcess {
  readonly appId: string;
  readonly ports: DaprdPorts;
  readonly url: string;
  readonly #files: WorkFolder;

  constructor(spec: ProcessSpec, appId: string, ports: DaprdPorts, files: WorkFolder) {
    super(spec);
    this.appId = appId;
    this.ports = ports;
    this.url = `http://127.0.0.1:${ports.http}`;
    this.#files = files;
  }

  override async stop(): Promise<void> {
    await super.stop();
    this.#files.remove();
  }
}

export async function daprdPorts(): Promise<DaprdPorts> {
  const [http = 0, grpc = 0, internal = 0, metrics = 0] = await freePorts(4);
  return { http, grpc, internal, metrics };
}

function flagsOf(options: DaprdOptions, ports: DaprdPorts, folder: string): string[] {
  return [
    ...flags({
      'app-id': options.appId,
      'app-port': options.appPort,
      'dapr-http-port': ports.http,
      'dapr-grpc-port': ports.grpc,
      'dapr-internal-grpc-port': ports.internal,
      'metrics-port': ports.metrics,
      'dapr-listen-addresses': '127.0.0.1',
    }),
    ...loopbackFlags,
    ...resourceFolders(options.resources ?? [], folder).flatMap((path) => ['--resources-path', path]),
    ...(options.configs ?? []).flatMap((config) => ['--config', configFile(config, folder)]),
    ...(options.flags ?? []),
  ];
}

export async function prepareDaprd(options: DaprdOptions): Promise<Daprd> {
  const files = workFolder('daprd');
  const ports = options.ports ?? (await daprdPorts());
  const { path } = await getTool('daprd');
  const spec: ProcessSpec = {
    name: `daprd of ${options.appId}`,
    command: path,
    args: flagsOf(options, ports, files.path),
    logFile: options.logFile ?? join(files.path, 'daprd.log'),
    ...(options.pidFile !== undefined && { pidFile: options.pidFile }),
    env: { ...process.env, DAPR_HOST_IP: '127.0.0.1', ...options.env, AWS_ACCESS_KEY_ID: options.appId },
    isReady: () => answersOk(`http://127.0.0.1:${ports.http}/v1.0/healthz`),
    readyTimeoutMs: 60_000,
  };
  return new Daprd(spec, options.appId, ports, files);
}

/** Ready when it and its components are: with an app port that means once the app listens. */
export async function startDaprd(options: DaprdOptions): Promise<Daprd> {
  const daprd = await prepareDaprd(options);
  try {
    await daprd.start();
    await daprd.waitUntilReady();
    return daprd;
  } catch (error) {
    await daprd.stop();
    throw error;
  }
}
