import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from '../../shared/paths.ts';
import { accessFolder, accessPolicies } from '../access-policies.ts';

const target = 'helm/mercato/files/dapr';

const yamlIn = (folder: string): readonly string[] =>
  readdirSync(join(rootDir, folder)).filter((name) => name.endsWith('.yaml'));

const copy = (from: string, to: string): readonly [string, string] => [
  `${target}/${to}`,
  readFileSync(join(rootDir, from), 'utf8'),
];

/**
 * Helm reads nothing outside its chart, so what sidecars read locally is copied into it: the components of AWS, who may
 * call whom, subscriptions, resiliency and configuration.
 */
export const chartDaprFiles = (): readonly (readonly [string, string])[] => [
  ...yamlIn('dapr/components/aws').map((name) => copy(`dapr/components/aws/${name}`, `components/${name}`)),
  ...yamlIn('dapr/subscriptions').map((name) => copy(`dapr/subscriptions/${name}`, `subscriptions/${name}`)),
  ...yamlIn('dapr')
    .filter((name) => name !== 'dapr.yaml')
    .map((name) => copy(`dapr/${name}`, name)),
  ...accessPolicies().map(([path, text]) => [path.replace(accessFolder, `${target}/access`), text] as const),
];

/** Where nothing else may lie. */
export const chartDaprFolder = target;
