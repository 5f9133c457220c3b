import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { readText, readYaml, resourcesFile } from './files.ts';

const values = z
  .looseObject({
    fullnameOverride: z.string(),
    serviceAccount: z.object({ name: z.string() }),
    alternateConfig: z.object({
      extensions: z.looseObject({}),
      receivers: z.object({ otlp: z.object({ protocols: z.object({ grpc: z.object({ endpoint: z.string() }) }) }) }),
      processors: z.looseObject({}),
      exporters: z.object({ awsxray: z.object({ region: z.string(), indexed_attributes: z.array(z.string()) }) }),
      service: z.object({
        extensions: z.array(z.string()),
        pipelines: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
      }),
    }),
  })
  .parse(readYaml('k8s/opentelemetry-collector/values.yaml'));
const config = values.alternateConfig;

describe('the collector', () => {
  it('takes spans alone, and has whatever its pipeline names', () => {
    expect(Object.keys(config.service.pipelines)).toEqual(['traces']);
    for (const [part, names] of Object.entries(config.service.pipelines['traces'] ?? {}))
      for (const name of names) expect(config[part as 'receivers']).toHaveProperty(name);
    for (const name of config.service.extensions) expect(config.extensions).toHaveProperty(name);
  });

  it('runs under the account that may write to X-Ray, in the region of everything', () => {
    expect(readText('infra/modules/iam/platform.tf')).toContain(`${values.serviceAccount.name} = {`);
    expect(config.exporters.awsxray.region).toBe(resourcesFile.region);
  });

  it('indexes attributes that our spans have', () => {
    const known = z.array(z.object({ name: z.string() })).parse(readYaml('telemetry/attributes.json'));
    const names = known.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(config.exporters.awsxray.indexed_attributes));
  });
});

test.each(['staging', 'production'])('%s sends its spans there', (environment) => {
  const { telemetry } = z
    .looseObject({ telemetry: z.looseObject({ otlpEndpoint: z.url() }) })
    .parse(readYaml(`k8s/gitops/${environment}/values.yaml`));
  const { host } = new URL(telemetry.otlpEndpoint);
  const port = config.receivers.otlp.protocols.grpc.endpoint.split(':').at(-1);
  const elements = readText('k8s/argocd/platform.yaml');
  const namespace = /name: opentelemetry-collector,\s+namespace: ([\w-]+)/.exec(elements)?.[1];
  expect(host).toBe(`${values.fullnameOverride}.${namespace}:${port}`);
  expect(readYaml('helm/mercato/values.yaml')).toMatchObject({ telemetry: { collectorNamespace: namespace } });
});
