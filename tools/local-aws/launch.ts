import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { flags } from '../shared/flags.ts';
import { ManagedProcess } from '../shared/managed-process.ts';
import { nodeOptions } from '../shared/node-options.ts';
import { awsClient } from './aws-client.ts';
import { startMinistack } from './ministack.ts';
import { ensureResources, readResources, withVisibility } from './resources.ts';

export interface LocalAwsOptions {
  /** Folder of the state, kept over restarts. */
  data: string;
  logFile: string;
  ports: { dynamodb: number; snssqs: number };
  /** Nothing: dynalite and fauxqs. `ministack`: that. A URL: whatever listens there. */
  choice?: string | undefined;
  /** Another resource list than the shop's own. */
  resources?: string | undefined;
  visibilitySeconds?: number | undefined;
  /** Where to write which AWS actions each caller used (dynalite and fauxqs only). */
  record?: string | undefined;
}

export interface LocalAws {
  endpoints: { dynamodb: string; snssqs: string; secrets: string | undefined };
  process: ManagedProcess | undefined;
  stop(): Promise<void>;
}

async function launchDefault(options: LocalAwsOptions): Promise<LocalAws> {
  const { ports, data, resources, record } = options;
  const standIns: ManagedProcess = new ManagedProcess({
    name: 'local-aws',
    command: process.execPath,
    args: [
      fileURLToPath(new URL('main.ts', import.meta.url)),
      ...flags({ 'dynamodb-port': ports.dynamodb, 'snssqs-port': ports.snssqs, data, resources, record }),
      ...flags({ 'visibility-seconds': options.visibilitySeconds }),
    ],
    logFile: options.logFile,
    env: { ...process.env, NODE_OPTIONS: nodeOptions },
    isReady: () => Promise.resolve(standIns.output().slice(printedBefore).includes('"ready":true')),
  });
  const printedBefore = standIns.output().length;
  await standIns.start();
  await standIns.waitUntilReady();
  const url = (port: number): string => `http://127.0.0.1:${port}`;
  const endpoints = { dynamodb: url(ports.dynamodb), snssqs: url(ports.snssqs), secrets: undefined };
  return { endpoints, process: standIns, stop: () => standIns.stop() };
}

async function prepare(url: string, options: LocalAwsOptions): Promise<void> {
  const resources = withVisibility(readResources(options.resources), options.visibilitySeconds);
  const client = awsClient({ endpoints: { dynamodb: url, snssqs: url }, region: resources.region });
  await ensureResources(client, resources);
}

export async function launchLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const { choice = '' } = options;
  if (choice === '') return launchDefault(options);
  const isUrl = /^https?:\/\//.test(choice);
  if (!isUrl && choice !== 'ministack') throw new Error(`LOCAL_AWS is "${choice}": use nothing, ministack or a URL`);
  const url = isUrl ? choice.replace(/\/$/, '') : `http://127.0.0.1:${options.ports.dynamodb}`;
  const data = join(options.data, 'ministack');
  const ministack = isUrl
    ? undefined
    : await startMinistack({ port: options.ports.dynamodb, data, logFile: options.logFile });
  await prepare(url, options);
  const stop = async (): Promise<void> => ministack?.stop();
  return { endpoints: { dynamodb: url, snssqs: url, secrets: url }, process: ministack, stop };
}
