import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flags } from '../shared/flags.ts';
import { answersOk } from '../shared/http.ts';
import { ManagedProcess } from '../shared/managed-process.ts';
import { logsDir, rootDir, stateDir } from '../shared/paths.ts';
import { getTools } from '../toolbox/index.ts';
import { localAlertmanagerConfig } from './alertmanager-config.ts';
import { observePorts } from './ports.ts';

const serving = (name: 'prometheus' | 'alertmanager', command: string, options: Record<string, string>) =>
  new ManagedProcess({
    name,
    command,
    args: flags({ ...options, 'web.listen-address': `127.0.0.1:${observePorts[name]}` }),
    logFile: join(logsDir, `${name}.log`),
    isReady: () => answersOk(`http://127.0.0.1:${observePorts[name]}/-/ready`),
  });

/** Prometheus with the shop's rules, and Alertmanager with its routes, whose receivers are all at `receivers`. */
export const prepareMonitoring = async (receivers: string): Promise<readonly ManagedProcess[]> => {
  const tools = await getTools(['prometheus', 'alertmanager']);
  const folder = join(stateDir, 'observe');
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'alertmanager.yaml');
  writeFileSync(config, localAlertmanagerConfig(folder, receivers));
  return [
    serving('alertmanager', tools.alertmanager.path, {
      'config.file': config,
      'storage.path': join(folder, 'alertmanager'),
      'cluster.listen-address': '',
    }),
    serving('prometheus', tools.prometheus.path, {
      'config.file': join(rootDir, 'telemetry/prometheus.yaml'),
      'storage.tsdb.path': join(folder, 'prometheus'),
      'storage.tsdb.retention.time': '30d',
      'enable-feature': 'exemplar-storage',
    }),
  ];
};
