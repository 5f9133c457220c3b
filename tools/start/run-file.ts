import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { rootDir } from '../shared/paths.ts';

export interface RunApp {
  appID: string;
  appDirPath: string;
  appPort: number;
  daprHTTPPort: number;
  daprGRPCPort: number;
  daprInternalGRPCPort: number;
  metricsPort: number;
  appMaxConcurrency: number;
  maxBodySize?: string;
  env?: Record<string, string>;
  command: string[];
}

export interface RunCommon {
  resourcesPaths: string[];
  configFilePath: string;
  runtimePath: string;
  appHealthCheckPath: string;
  appHealthProbeInterval: number;
  appHealthProbeTimeout: number;
  appHealthThreshold: number;
}

/** The part of Dapr's multi-app run file that the tools read; the rest passes through unread. */
export interface RunFile {
  version: number;
  common: RunCommon;
  apps: RunApp[];
}

export const runFilePath = join(rootDir, 'dapr/dapr.yaml');
const most = 5;

export function readRunFile(path = runFilePath): RunFile {
  return parse(readFileSync(path, 'utf8')) as RunFile;
}

/** What the supervisor calls the app in logs and pid files: `order`, then `order-2`. */
export function appName(app: RunApp): string {
  return app.command[2] ?? app.appID;
}

/** `order=2,product=3` */
export function parseReplicas(text: string, known: string[]): Map<string, number> {
  const wanted = new Map<string, number>();
  for (const part of text.split(',').filter((each) => each !== '')) {
    const [name = '', count = ''] = part.split('=');
    if (!known.includes(name)) throw new Error(`--replicas: there is no service "${name}", but ${known.join(', ')}`);
    if (!/^[1-9]$/.test(count) || Number(count) > most) throw new Error(`--replicas: ${part} is not 1 to ${most}`);
    wanted.set(name, Number(count));
  }
  return wanted;
}

function replica(app: RunApp, number: number): RunApp {
  const step = number - 1;
  const [shell = 'sh', supervisor = '', name = app.appID, ...program] = app.command;
  return {
    ...app,
    appPort: app.appPort + 100 * step,
    daprHTTPPort: app.daprHTTPPort + 20 * step,
    daprGRPCPort: app.daprGRPCPort + 20 * step,
    daprInternalGRPCPort: app.daprInternalGRPCPort + 20 * step,
    metricsPort: app.metricsPort + 20 * step,
    command: [shell, supervisor, `${name}-${number}`, ...program],
  };
}

export function withReplicas(file: RunFile, replicas: Map<string, number>): RunFile {
  const apps = file.apps.flatMap((app) =>
    Array.from({ length: replicas.get(app.appID) ?? 1 }, (_, i) => (i === 0 ? app : replica(app, i + 1))),
  );
  return { ...file, apps };
}

/** The same file, fit to be stored anywhere: its paths no longer depend on its own folder. */
export function withAbsolutePaths(file: RunFile, folder: string): RunFile {
  const { common, apps } = file;
  return {
    ...file,
    common: {
      ...common,
      resourcesPaths: common.resourcesPaths.map((path) => join(folder, path)),
      configFilePath: join(folder, common.configFilePath),
      runtimePath: join(folder, common.runtimePath),
    },
    apps: apps.map((app) => ({ ...app, appDirPath: join(folder, app.appDirPath) })),
  };
}

export function portsOf(app: RunApp): number[] {
  return [app.appPort, app.daprHTTPPort, app.daprGRPCPort, app.daprInternalGRPCPort, app.metricsPort];
}
