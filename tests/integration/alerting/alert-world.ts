import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePorts, ManagedProcess, type WorkFolder, workFolder } from '@mercato/testkit/process';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { runCommand } from '../../../tools/shared/command.ts';
import { flags } from '../../../tools/shared/flags.ts';
import { answersOk } from '../../../tools/shared/http.ts';
import { rootDir } from '../../../tools/shared/paths.ts';
import { getTools } from '../../../tools/toolbox/index.ts';
import type { Exposition } from './ailments.ts';

export interface Notification {
  /** `slack`, `pagerduty` or `heartbeat`. */
  readonly receiver: string;
  readonly text: string;
}

export interface AlertWorldOptions {
  /** What each target says, as `app gateway` or `daprd order`; `down` is one that nobody listens at. */
  readonly targets: (name: string) => Exposition | 'down';
  /** Samples from before, as OpenMetrics. */
  readonly history?: string;
}

export interface AlertWorld {
  readonly notifications: readonly Notification[];
  stop(): Promise<void>;
}

type Cleanup = () => Promise<void> | void;

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

const closing = (server: Server): Cleanup => {
  return () => {
    server.close();
    server.closeAllConnections();
  };
};

/** Slack, PagerDuty and the heartbeat, each at its path. */
const startReceivers = async (cleanups: Cleanup[]) => {
  const notifications: Notification[] = [];
  const take = async (request: IncomingMessage): Promise<void> => {
    notifications.push({ receiver: request.url?.slice(1) ?? '', text: await text(request) });
  };
  const server = createServer((request, response) => {
    void take(request).then(() => response.end('ok'));
  });
  const port = await listen(server);
  cleanups.push(closing(server));
  return { notifications, url: `http://127.0.0.1:${port}` };
};

const prometheusFile = z.looseObject({
  scrape_configs: z.array(
    z.looseObject({
      job_name: z.string(),
      static_configs: z.array(
        z.looseObject({ targets: z.array(z.string()), labels: z.looseObject({ service: z.string() }).optional() }),
      ),
    }),
  ),
});

const startTarget = async (exposition: Exposition, cleanups: Cleanup[]): Promise<string> => {
  const opened = performance.now();
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(exposition((performance.now() - opened) / 1_000));
  });
  const port = await listen(server);
  cleanups.push(closing(server));
  return `127.0.0.1:${port}`;
};

/** The shop's own configuration, with other addresses and looking every second. */
const prometheusConfig = async (alertmanager: number, { targets }: AlertWorldOptions, cleanups: Cleanup[]) => {
  const config = prometheusFile.parse(parse(readFileSync(join(rootDir, 'telemetry/prometheus.yaml'), 'utf8')));
  const [closed = 0] = await freePorts(1);
  for (const { job_name, static_configs } of config.scrape_configs) {
    for (const each of static_configs) {
      const says = targets(`${job_name} ${each.labels?.service ?? ''}`);
      each.targets = [says === 'down' ? `127.0.0.1:${closed}` : await startTarget(says, cleanups)];
    }
  }
  const second = { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' };
  const alerting = { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${alertmanager}`] }] }] };
  return stringify({ ...config, global: second, alerting });
};

/** The shop's own rules, except that nothing has to last longer than a slow start. */
const copyRules = (folder: string): void => {
  for (const rules of ['rules', 'generated/rules']) {
    cpSync(join(rootDir, 'telemetry', rules), join(folder, rules), { recursive: true });
    for (const name of readdirSync(join(folder, rules))) {
      const file = join(folder, rules, name);
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/\bfor: \d+m/g, 'for: 5s'));
    }
  }
};

/** The shop's own routes, with the addresses that its secrets hold, told at once. */
const alertmanagerConfig = (folder: string, url: string): string => {
  const secrets = join(folder, 'secrets');
  mkdirSync(secrets);
  writeFileSync(join(secrets, 'slack-url'), `${url}/slack`);
  writeFileSync(join(secrets, 'heartbeat-url'), `${url}/heartbeat`);
  writeFileSync(join(secrets, 'pagerduty-routing-key'), 'a-key');
  const file = readFileSync(join(rootDir, 'telemetry/alertmanager.yaml'), 'utf8')
    .replaceAll('/etc/alertmanager/secrets', secrets)
    .replaceAll(/group_wait: \d+s/g, 'group_wait: 2s')
    .replaceAll(/group_interval: \d+m/g, 'group_interval: 2s');
  return `global: { pagerduty_url: '${url}/pagerduty' }\n${file}`;
};

const startAlertmanager = async (path: string, folder: string, url: string, cleanups: Cleanup[]): Promise<number> => {
  const config = join(folder, 'alertmanager.yaml');
  writeFileSync(config, alertmanagerConfig(folder, url));
  const [port = 0] = await freePorts(1);
  const storage = join(folder, 'alertmanager');
  const process = new ManagedProcess({
    name: 'alertmanager',
    command: path,
    args: flags({
      'config.file': config,
      'storage.path': storage,
      'web.listen-address': `127.0.0.1:${port}`,
      'cluster.listen-address': '',
    }),
    logFile: join(folder, 'alertmanager.log'),
    isReady: () => answersOk(`http://127.0.0.1:${port}/-/ready`),
  });
  cleanups.push(() => process.stop());
  await process.start();
  await process.waitUntilReady();
  return port;
};

const fillIn = async (promtool: string, folder: string, history: string): Promise<void> => {
  const file = join(folder, 'history.om');
  writeFileSync(file, history);
  const args = ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=10d', file, join(folder, 'data')];
  const { code, stderr } = await runCommand(promtool, args);
  if (code !== 0) throw new Error(stderr);
};

const startPrometheus = async (path: string, folder: string, cleanups: Cleanup[]): Promise<void> => {
  const [port = 0] = await freePorts(1);
  const process = new ManagedProcess({
    name: 'prometheus',
    command: path,
    args: flags({
      'config.file': join(folder, 'prometheus.yaml'),
      'storage.tsdb.path': join(folder, 'data'),
      'storage.tsdb.retention.time': '30d',
      // What fires before the Alertmanager is known goes to nobody, and would be told again in a minute only.
      'rules.alert.resend-delay': '2s',
      'web.listen-address': `127.0.0.1:${port}`,
    }),
    logFile: join(folder, 'prometheus.log'),
    isReady: () => answersOk(`http://127.0.0.1:${port}/-/ready`),
  });
  cleanups.push(() => process.stop());
  await process.start();
  await process.waitUntilReady();
};

const build = async (options: AlertWorldOptions, files: WorkFolder, cleanups: Cleanup[]) => {
  const tools = await getTools(['prometheus', 'alertmanager', 'promtool']);
  const folder = files.path;
  const { notifications, url } = await startReceivers(cleanups);
  const port = await startAlertmanager(tools.alertmanager.path, folder, url, cleanups);
  copyRules(folder);
  writeFileSync(join(folder, 'prometheus.yaml'), await prometheusConfig(port, options, cleanups));
  if (options.history !== undefined) await fillIn(tools.promtool.path, folder, options.history);
  await startPrometheus(tools.prometheus.path, folder, cleanups);
  return notifications;
};

/** Real Prometheus and Alertmanager with the shop's own rules and routes, between targets and receivers of a test's. */
export const startAlertWorld = async (options: AlertWorldOptions): Promise<AlertWorld> => {
  const files = workFolder('alerting');
  const cleanups: Cleanup[] = [() => files.remove()];
  const stop = async (): Promise<void> => {
    for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
  };
  try {
    return { notifications: await build(options, files, cleanups), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
