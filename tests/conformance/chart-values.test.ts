import { allowedCalls } from '@mercato/contracts';
import { serviceNames } from '@mercato/contracts/shared';
import { describe, expect, test } from 'vitest';
import { describedKeys } from '../../tools/gen/chart/readme.ts';
import { chartValues, valuesFile } from '../../tools/gen/chart/values-file.ts';
import { valuesSchema } from '../../tools/gen/chart/values.ts';
import { readRunFile } from '../../tools/start/run-file.ts';
import { readText, resourcesFile } from './files.ts';

const values = chartValues();
const { apps } = readRunFile();

test('the chart deploys every service, and nothing else', () => {
  expect(Object.keys(values.services).toSorted()).toEqual([...serviceNames].toSorted());
});

describe.each(serviceNames)('%s in the chart', (name) => {
  const service = values.services[name];
  const local = apps.find(({ appID }) => appID === name);

  test('listens where it does locally, and its sidecar lets as much through', () => {
    expect(service?.port).toBe(local?.appPort);
    expect(service?.concurrency ?? values.defaults.concurrency).toBe(local?.appMaxConcurrency);
    expect(service?.maxBodySize).toBe(local?.maxBodySize);
  });

  test('calls whom the contracts let it call', () => {
    const callees = allowedCalls.filter(({ caller }) => caller === name).map(({ callee }) => callee);
    expect((service?.calls ?? []).toSorted()).toEqual([...new Set<string>(callees)].toSorted());
  });

  test('names the queues that infra makes for it', () => {
    const made = resourcesFile.queues.map((queue) => queue.name).filter((queue) => queue.startsWith(`${name}-`));
    expect((service?.queues ?? []).map((kind) => `${name}-${kind}`).toSorted()).toEqual(made.toSorted());
  });
});

describe('values.yaml', () => {
  test('has the region, the table and the bucket that infra makes', () => {
    const { region, table, archiveBucket } = values.aws;
    expect({ region, table, archiveBucket }).toEqual({
      region: resourcesFile.region,
      table: resourcesFile.table.name,
      archiveBucket: resourcesFile.bucket.name,
    });
  });

  test('says of every key what it is', () => {
    const described = describedKeys(readText(valuesFile)).map(({ key }) => key);
    const missing = Object.entries(values).flatMap(([group, inside]) =>
      described.includes(group) ? [] : Object.keys(inside ?? {}).map((key) => `${group}.${key}`),
    );
    expect(missing.filter((key) => !described.some((known) => known === key || known.startsWith(`${key}.`)))).toEqual(
      [],
    );
    expect(described.length).toBeLessThanOrEqual(60);
  });

  test('takes no key that is not known, at any depth', () => {
    const wrong = [
      { ...values, replicas: 3 },
      { ...values, image: { ...values.image, registry: 'x' } },
      { ...values, services: { ...values.services, order: { ...values.services['order'], privileged: true } } },
    ];
    for (const each of wrong) expect(valuesSchema.safeParse(each).success).toBe(false);
    expect(valuesSchema.safeParse(values).success).toBe(true);
  });
});
