import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { flags } from '../shared/flags.ts';
import { ManagedProcess } from '../shared/managed-process.ts';

export interface SentryOptions {
  /** The program. */
  sentry: string;
  port: number;
  /** Holds the authority's key and certificates: new ones, since all sidecars are new too. */
  folder: string;
  logFile: string;
}

/** Where it listens in `npm start`. */
export const sentryPort = 3400;

/** The namespace that access-control policies name callers by. */
export const namespace = 'ecommerce';

const configuration = JSON.stringify({
  apiVersion: 'dapr.io/v1alpha1',
  kind: 'Configuration',
  metadata: { name: 'authority' },
  spec: { mtls: { enabled: true, workloadCertTTL: '24h' } },
});

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** Dapr's certificate authority: with it sidecars know each other, and policies know who calls. */
export class Sentry extends ManagedProcess {
  readonly #anchors: string;
  readonly #port: number;

  constructor({ sentry, port, folder, logFile }: SentryOptions) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const config = join(folder, 'configuration.yaml');
    writeFileSync(config, configuration);
    const anchors = join(folder, 'ca.crt');
    super({
      name: 'sentry',
      command: sentry,
      args: [
        ...flags({ config, port, 'issuer-credentials': folder, 'listen-address': '127.0.0.1', 'healthz-port': 0 }),
        '--enable-metrics=false',
      ],
      logFile,
      isReady: async () => existsSync(anchors) && (await listens(port)),
    });
    this.#anchors = anchors;
    this.#port = port;
  }

  /** What a sidecar needs in its environment to trust this authority. */
  get sidecarEnv(): Record<string, string> {
    return { DAPR_TRUST_ANCHORS: readFileSync(this.#anchors, 'utf8'), NAMESPACE: namespace };
  }

  get sidecarFlags(): string[] {
    return ['--enable-mtls', '--sentry-address', `127.0.0.1:${this.#port}`];
  }
}
