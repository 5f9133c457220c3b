import { serviceNames } from '@mercato/contracts/shared';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { portsOf, readRunFile, withReplicas } from '../../tools/start/run-file.ts';
import { observePorts } from '../../tools/observe/ports.ts';
import { readYaml } from './files.ts';

const target = z.strictObject({
  targets: z.array(z.string()),
  labels: z.strictObject({ service: z.string() }).optional(),
});
const { scrape_configs: jobs } = z
  .object({ scrape_configs: z.array(z.strictObject({ job_name: z.string(), static_configs: z.array(target) })) })
  .parse(readYaml('telemetry/prometheus.yaml'));

const { apps } = readRunFile();

const targetsOf = (port: (app: (typeof apps)[number]) => number) =>
  apps.map((app) => ({ targets: [`127.0.0.1:${port(app)}`], labels: { service: app.appID } }));

test('every service and sidecar is scraped where it runs, under the labels that rules and dashboards use', () => {
  expect(apps.map(({ appID }) => appID).toSorted()).toEqual([...serviceNames].toSorted());
  expect(jobs).toEqual([
    { job_name: 'app', static_configs: targetsOf(({ appPort }) => appPort) },
    { job_name: 'daprd', static_configs: targetsOf(({ metricsPort }) => metricsPort) },
    { job_name: 'queues', static_configs: [{ targets: [`127.0.0.1:${observePorts.queues}`] }] },
  ]);
});

test('who watches is nobody else’s neighbour', () => {
  const taken = new Set(
    withReplicas({ ...readRunFile() }, new Map(apps.map(({ appID }) => [appID, 5]))).apps.flatMap(portsOf),
  );
  expect(Object.values(observePorts).filter((port) => taken.has(port))).toEqual([]);
});
