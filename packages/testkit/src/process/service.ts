import { join } from 'node:path';
import { answersOk } from '../../../../tools/shared/http.ts';
import { ManagedProcess, type ProcessSpec } from '../../../../tools/shared/managed-process.ts';
import { rootDir } from '../../../../tools/shared/paths.ts';
import { workFolder } from './work-folder.ts';

export interface ServiceOptions {
  ports: { app: number; daprHttp: number; daprGrpc: number };
  env?: Record<string, string>;
  logFile?: string;
  pidFile?: string;
  /** Another program than the service's own `main.ts`. */
  entry?: string | undefined;
}

export class Service extends ManagedProcess {
  readonly url: string;

  constructor(spec: ProcessSpec, url: string) {
    super(spec);
    this.url = url;
  }
}

export function prepareService(name: string, options: ServiceOptions): Service {
  const { ports } = options;
  const url = `http://127.0.0.1:${ports.app}`;
  const spec: ProcessSpec = {
    name,
    command: process.execPath,
    args: [options.entry ?? join(rootDir, 'services', name, 'src/main.ts')],
    logFile: options.logFile ?? join(workFolder('service').path, `${name}.log`),
    ...(options.pidFile !== undefined && { pidFile: options.pidFile }),
    cwd: rootDir,
    env: {
      ...process.env,
      APP_ID: name,
      APP_PORT: String(ports.app),
      DAPR_HTTP_PORT: String(ports.daprHttp),
      DAPR_GRPC_PORT: String(ports.daprGrpc),
      ...options.env,
    },
    isReady: () => answersOk(`${url}/readyz`),
    readyTimeoutMs: 60_000,
    stopTimeoutMs: 15_000,
  };
  return new Service(spec, url);
}

/** Starts a service; its readiness usually also needs its sidecar, so that is waited for by whoever starts both. */
export async function startService(name: string, options: ServiceOptions): Promise<Service> {
  const service = prepareService(name, options);
  await service.start();
  return service;
}
