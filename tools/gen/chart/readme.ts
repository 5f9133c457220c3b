import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from '../../shared/paths.ts';
import { chartValues, valuesFile } from './values-file.ts';
import type { ChartValues } from './values.ts';

interface Row {
  readonly key: string;
  readonly text: string;
}

const comment = /^(\s*)# -- (.+)$/;
const entry = /^(\s*)([\w-]+):/;

/** Every key below a comment that begins with `# --`, with its path. */
export const describedKeys = (yaml: string): readonly Row[] => {
  const path: string[] = [];
  let text: string | undefined;
  return yaml.split('\n').flatMap((line) => {
    const said = comment.exec(line)?.[2];
    if (said !== undefined) text = said;
    const [, indent = '', key = ''] = entry.exec(line) ?? [];
    if (key === '') return [];
    path.splice(indent.length / 2, path.length, key);
    const row = text === undefined ? [] : [{ key: path.join('.'), text }];
    text = undefined;
    return row;
  });
};

const valueAt = (path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], chartValues());

const shown = (value: unknown): string => {
  const json = JSON.stringify(value);
  return json.length > 80 ? 'see `values.yaml`' : `\`${json}\``;
};

const intro = (): string => readFileSync(join(rootDir, 'helm/mercato/README.head.md'), 'utf8');

type Scale = ChartValues['defaults']['scale'];

const replicas = (scale: Scale): string => {
  const { min = 1, max = min, cpu, memory, queueDepth, rate } = { ...chartValues().defaults.scale, ...scale };
  const follows = [
    cpu === undefined ? [] : [`CPU ${cpu} %`],
    memory === undefined ? [] : [`memory ${memory} %`],
    queueDepth === undefined ? [] : [`${queueDepth} waiting messages each`],
    rate === undefined ? [] : [`${rate.perReplica} of \`${rate.query}\` each`],
  ].flat();
  return max === min ? String(min) : `${min} to ${max}: ${follows.join(', ')}`;
};

const serviceRows = (): string =>
  Object.entries(chartValues().services)
    .map(
      ([name, { calls = [], scale, queues = [] }]) =>
        `| ${name} | ${calls.join(', ')} | ${queues.join(', ')} | ${replicas(scale)} |`,
    )
    .join('\n');

/** The chart's README: what is written by hand, then its values and services. */
export const chartReadme = (): string => {
  const rows = describedKeys(readFileSync(join(rootDir, valuesFile), 'utf8'));
  const table = rows.map(({ key, text }) => `| \`${key}\` | ${shown(valueAt(key))} | ${text} |`).join('\n');
  return `${intro()}
## Services

| service | calls | queues | replicas and what they follow |
| --- | --- | --- | --- |
${serviceRows()}

## Values

| key | default | what |
| --- | --- | --- |
${table}
`;
};
