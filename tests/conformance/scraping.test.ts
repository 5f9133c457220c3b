import { serviceNames } from '@mercato/contracts/shared';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readRunFile } from '../../tools/start/run-file.ts';
import { readYaml } from './files.ts';

const target = z.strictObject({ targets: z.array(z.string()), labels: z.strictObject({ service: z.string() }) });
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
  ]);
});
