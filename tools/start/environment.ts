import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LocalAws } from '../local-aws/launch.ts';
import { nodeOptions } from '../shared/node-options.ts';
import { stateDir } from '../shared/paths.ts';
import type { ShopSecrets } from './secrets.ts';

export interface ShopEnvironment {
  endpoints: LocalAws['endpoints'];
  secretsFile: string;
  secrets: Pick<ShopSecrets, 'app-api-token' | 'dapr-api-token'>;
  /** Where the archive of events lies. */
  archiveDir: string;
  /** Names every process that can be looked at. */
  targetsFile: string;
  /** The built storefront. */
  webDir?: string;
}

/** What the local components and every service read; an app's sidecar also gets its own AWS_ACCESS_KEY_ID. */
export function shopEnvironment(options: ShopEnvironment): Record<string, string> {
  const { endpoints, secretsFile, secrets, archiveDir, targetsFile, webDir } = options;
  return {
    AWS_ENDPOINT_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_SNSSQS: endpoints.snssqs,
    AWS_ENDPOINT_SECRETS: endpoints.secrets ?? endpoints.snssqs,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    SECRETS_FILE: secretsFile,
    ARCHIVE_DIR: archiveDir,
    TARGETS_FILE: targetsFile,
    // What a sidecar shows its app, and an app its sidecar: neither talks to anybody else.
    APP_API_TOKEN: secrets['app-api-token'],
    DAPR_API_TOKEN: secrets['dapr-api-token'],
    DAPR_HOST_IP: '127.0.0.1',
    ...(webDir === undefined ? {} : { WEB_DIR: webDir }),
    // All services strip types from and compile the same packages: once is enough, and saves 19 MB in each.
    NODE_COMPILE_CACHE: join(stateDir, 'compile-cache'),
    NODE_OPTIONS: nodeOptions,
  };
}

/** A second configuration beside the shop's own. Dapr's default, multicast DNS, would also find a neighbour's shop. */
export function writeNameResolution(file: string, database: string): void {
  const configuration = { connectionString: database, updateInterval: '6s', timeout: '3s', busyTimeout: '2s' };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    JSON.stringify({
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Configuration',
      metadata: { name: 'local-names' },
      spec: { nameResolution: { component: 'sqlite', configuration } },
    }),
  );
}

/** Flags the Dapr CLI has no setting for: what daprd serves stays on this machine. */
export const loopbackFlags = [
  '--metrics-listen-address',
  '127.0.0.1',
  '--dapr-internal-grpc-listen-address',
  '127.0.0.1',
];
