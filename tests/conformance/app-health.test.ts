import { expect, test } from 'vitest';
import { z } from 'zod';
import { readYaml } from './files.ts';

const { common } = z
  .object({
    common: z.object({
      enableAppHealthCheck: z.boolean(),
      appHealthCheckPath: z.string(),
      appHealthProbeInterval: z.int(),
      appHealthThreshold: z.int(),
    }),
  })
  .parse(readYaml('dapr/dapr.yaml'));

test('nothing is delivered to an app that is not ready: an outage costs no message a try', () => {
  expect(common).toMatchObject({ enableAppHealthCheck: true, appHealthCheckPath: '/readyz' });
});

test('a restart of five seconds is no outage: the sidecar keeps what it holds', () => {
  expect(common.appHealthProbeInterval * common.appHealthThreshold).toBeGreaterThan(5);
});
