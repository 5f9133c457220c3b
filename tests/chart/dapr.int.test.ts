import { serviceNames } from '@mercato/contracts/shared';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readYaml, yamlIn, baseName } from '../conformance/files.ts';
import { type Manifest, namespace, ofKind, render } from './render.ts';

interface Resource {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly scopes?: readonly string[];
}

let all: readonly Manifest[];
beforeAll(async () => {
  all = await render();
});

const source = (path: string): Resource => readYaml(path) as Resource;
const rendered = (kind: string, name: string): unknown => ofKind(all, kind).get(name);

describe('what the chart gives to Dapr is what lies in dapr/', () => {
  it.each(yamlIn('dapr/components/aws'))('%s', (path) => {
    const { spec, scopes } = source(path);
    expect(rendered('Component', baseName(path))).toMatchObject({ spec, scopes });
  });

  it.each([...yamlIn('dapr/subscriptions'), 'dapr/resiliency.yaml', 'dapr/resiliency-gateway.yaml'])('%s', (path) => {
    const { spec, scopes } = source(path);
    const kind = path.includes('subscriptions') ? 'Subscription' : 'Resiliency';
    expect(rendered(kind, baseName(path))).toMatchObject({ spec, scopes });
  });

  it.each(serviceNames)('the configuration of %s, and who may call it', (name) => {
    const configuration = source('dapr/configuration.yaml');
    const access = source(`dapr/access/${name}.yaml`);
    expect(rendered('Configuration', name)).toMatchObject({ spec: { ...configuration.spec, ...access.spec } });
  });

  it('and nothing else', () => {
    expect([...ofKind(all, 'Component').keys()].toSorted()).toEqual(
      yamlIn('dapr/components/aws').map(baseName).toSorted(),
    );
    expect([...ofKind(all, 'Subscription').keys()].toSorted()).toEqual(
      yamlIn('dapr/subscriptions').map(baseName).toSorted(),
    );
    expect([...ofKind(all, 'Configuration').keys()].toSorted()).toEqual([...serviceNames].toSorted());
    expect(ofKind(all, 'Resiliency').size).toBe(2);
    expect(new Set(all.map(({ metadata }) => metadata.namespace))).toEqual(new Set([namespace]));
  });
});

const withAnnotations = z.object({
  spec: z.object({ template: z.object({ metadata: z.object({ annotations: z.record(z.string(), z.string()) }) }) }),
});

const checksumOf = async (...flags: string[]): Promise<string | undefined> => {
  const { template } = withAnnotations.parse(ofKind(await render(...flags), 'Deployment').get('order')).spec;
  return template.metadata.annotations['mercato/dapr-resources'];
};

it('pods are made anew when their sidecars must read something else, and only then', async () => {
  const before = await checksumOf();
  expect(await checksumOf('--set', 'aws.table=other')).not.toBe(before);
  expect(await checksumOf('--set', 'services.cart.scale.min=3')).toBe(before);
});
