import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from '../shared/paths.ts';

/** The shop's own routes with every receiver at this address: its addresses and keys are secrets, mounted as files. */
export const localAlertmanagerConfig = (folder: string, url: string): string => {
  const secrets = join(folder, 'secrets');
  mkdirSync(secrets, { recursive: true });
  writeFileSync(join(secrets, 'slack-url'), `${url}/notifications/slack`);
  writeFileSync(join(secrets, 'heartbeat-url'), `${url}/notifications/heartbeat`);
  writeFileSync(join(secrets, 'pagerduty-routing-key'), 'local');
  const file = readFileSync(join(rootDir, 'telemetry/alertmanager.yaml'), 'utf8');
  const pager = `global: { pagerduty_url: '${url}/notifications/pagerduty' }\n`;
  return pager + file.replaceAll('/etc/alertmanager/secrets', secrets);
};
