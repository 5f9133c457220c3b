import { serviceNames } from '@mercato/contracts/shared';
import { globSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { rootDir } from '../../tools/shared/paths.ts';
import { actions, lines } from '../../tools/chaos/schedule.ts';
import { readText, readYaml, resourcesFile } from './files.ts';

const namespace = 'ecommerce';
const object = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
  spec: z.looseObject({}).optional(),
});
const manifests = globSync('k8s/**/*.yaml', { cwd: rootDir }).filter((path) => !/(values|images)\.yaml$/.test(path));
const objects = manifests.flatMap((path) =>
  parseAllDocuments(readText(path)).map((document) => ({ path, ...object.parse(document.toJS()) })),
);
const of = (kind: string) => objects.filter((o) => o.kind === kind);

describe('the namespace', () => {
  it('takes restricted pods alone, and says so in every way', () => {
    const labels = of('Namespace')[0]?.metadata['labels'] as Record<string, string>;
    for (const mode of ['enforce', 'audit', 'warn'])
      expect(labels[`pod-security.kubernetes.io/${mode}`]).toBe('restricted');
    expect(of('Namespace').map((o) => o.metadata.name)).toEqual([namespace]);
  });

  it('is where everything of the shop lies', () => {
    const inside = new Set(['ResourceQuota', 'LimitRange', 'PodChaos', 'NetworkChaos']);
    for (const o of objects.filter(({ kind }) => inside.has(kind)))
      expect(o.metadata.namespace, o.path).toBe(namespace);
  });

  it('fills in what a container does not say, within what the quota counts', () => {
    const [limit] = z
      .object({
        limits: z.array(
          z.object({ type: z.string(), defaultRequest: z.object({ cpu: z.string(), memory: z.string() }) }),
        ),
      })
      .parse(of('LimitRange')[0]?.spec).limits;
    expect(limit).toMatchObject({ type: 'Container', defaultRequest: { cpu: '100m', memory: '128Mi' } });
  });
});

const node = z.object({
  name: z.string(),
  instanceTypes: z.array(z.string()),
  labels: z.record(z.string(), z.string()),
  spot: z.boolean().optional(),
  taints: z.array(z.object({ key: z.string(), value: z.string(), effect: z.string() })).optional(),
});

describe('the trial cluster', () => {
  const { metadata, managedNodeGroups, addons } = z
    .looseObject({
      metadata: z.object({ name: z.string(), region: z.string(), version: z.string() }),
      managedNodeGroups: z.array(node),
      addons: z.array(z.looseObject({ name: z.string() })),
    })
    .parse(readYaml('k8s/eksctl/trial-cluster.yaml'));
  const spot = managedNodeGroups.find((group) => group.spot);

  it('has another name than the one that Terraform owns, and the same version and region', () => {
    expect(metadata.name).not.toBe('mercato');
    expect(metadata.region).toBe(resourcesFile.region);
    const variable = /variable "kubernetes_version"[^}]*default\s+= "([\d.]+)"/.exec(readText('infra/variables.tf'));
    expect(metadata.version).toBe(variable?.[1]);
  });

  it('marks its Spot nodes as Terraform does', () => {
    expect(spot).toMatchObject({
      name: 'spot-workers',
      instanceTypes: ['t3.medium', 't3a.medium', 't3.large'],
      labels: { lifecycle: 'Ec2Spot' },
      taints: [{ key: 'lifecycle', value: 'Ec2Spot', effect: 'NoSchedule' }],
    });
    const terraform = readText('infra/modules/eks/nodes.tf').replaceAll(/\s+/g, ' ');
    expect(terraform).toContain('taints = [{ key = "lifecycle", value = "Ec2Spot", effect = "NO_SCHEDULE" }]');
    expect(terraform).toContain(`instance_types = ${JSON.stringify(spot?.instanceTypes).replaceAll(',', ', ')}`);
  });

  it('has the add-ons that Terraform has', () => {
    const terraform = readText('infra/modules/eks/addons.tf');
    for (const { name } of addons) expect(terraform, name).toContain(name);
  });
});

describe('what the shop stands on', () => {
  it('gives a volume to whoever names no class', () => {
    const classes = of('StorageClass').map((o) => o.metadata['annotations'] as Record<string, string>);
    expect(classes).toEqual([{ 'storageclass.kubernetes.io/is-default-class': 'true' }]);
  });

  it('has a sidecar injector whose sidecars Pod Security lets in', () => {
    expect(readYaml('k8s/dapr/values.yaml')).toMatchObject({
      global: { ha: { enabled: true }, mtls: { enabled: true }, seccompProfile: 'RuntimeDefault' },
      dapr_sidecar_injector: {
        sidecarDropALLCapabilities: true,
        sidecarRunAsNonRoot: true,
        sidecarReadOnlyRootFilesystem: true,
      },
    });
  });

  it('runs under service accounts that have their rights', () => {
    const rights = readText('infra/modules/iam/platform.tf');
    for (const name of ['keda-operator', 'external-secrets', 'aws-load-balancer-controller'])
      expect(rights).toContain(`${name} = {`);
    expect(readText('k8s/keda/values.yaml')).toContain('name: keda-operator');
    expect(readText('k8s/external-secrets/values.yaml')).toContain('name: external-secrets');
    expect(readText('k8s/aws-load-balancer-controller/values.yaml')).toContain('name: aws-load-balancer-controller');
  });

  it('reads secrets for the shop alone', () => {
    expect(of('ClusterSecretStore')[0]?.spec).toMatchObject({
      conditions: [{ namespaces: [namespace] }],
      provider: { aws: { service: 'SecretsManager', region: resourcesFile.region } },
    });
  });
});

describe('Prometheus', () => {
  it('has the rules and alerts that it has on a laptop', () => {
    const names = (text: string) => [...text.matchAll(/(?:record|alert): (\S+)/g)].map(([, name]) => name);
    const local = ['generated/rules/slo', 'generated/rules/services', 'rules/alerts'].flatMap((name) =>
      names(readText(`telemetry/${name}.yaml`)),
    );
    const cluster = ['slo', 'services', 'alerts'].flatMap((name) => names(readText(`k8s/monitoring/${name}.yaml`)));
    expect(cluster).toEqual(local);
    expect(of('PrometheusRule')).toHaveLength(3);
  });
});

describe('Argo CD', () => {
  const sets = of('ApplicationSet').map(({ path, metadata, spec }) => ({
    path,
    name: metadata.name,
    text: JSON.stringify(spec),
    spec,
  }));
  const project = z.looseObject({ sourceRepos: z.array(z.string()) }).parse(of('AppProject')[0]?.spec);

  it('leaves the number of replicas to the autoscaler, in a sync too', () => {
    const shop = sets.find(({ name }) => name === 'shop');
    expect(shop?.spec).toMatchObject({
      template: {
        spec: {
          ignoreDifferences: [
            { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] },
            { group: 'argoproj.io', kind: 'Rollout', jsonPointers: ['/spec/replicas'] },
          ],
          syncPolicy: { automated: { prune: true, selfHeal: true } },
        },
      },
    });
    expect(shop?.text).toContain('RespectIgnoreDifferences=true');
  });

  it('takes charts at one version from where the project lets it', () => {
    const charts = sets.find(({ name }) => name === 'platform-charts');
    const elements = [
      ...(charts?.text ?? '').matchAll(
        /"name":"([\w-]+)","namespace":"[\w-]+","repository":"([^"]+)","version":"([^"]+)"/g,
      ),
    ];
    expect(elements.length).toBeGreaterThan(4);
    for (const [, name = '', repository, version] of elements) {
      expect(project.sourceRepos).toContain(repository);
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
      expect(existsSync(join(rootDir, `k8s/${name}/values.yaml`)), name).toBe(true);
    }
  });

  it('applies folders that are there', () => {
    const paths = [
      ...sets
        .map(({ text }) => text)
        .join('')
        .matchAll(/"path":"(k8s\/[\w-]+)"/g),
    ].map(([, path = '']) => path);
    expect(paths.length).toBeGreaterThan(2);
    expect(paths.filter((path) => !existsSync(join(rootDir, path)))).toEqual([]);
  });
});

describe.each(['staging', 'production'])('%s', (environment) => {
  const account = /account_id\s*= "(\d+)"/.exec(readText(`infra/environments/${environment}.tfvars`))?.[1] ?? '';

  it('runs an image by digest for each service', () => {
    const { services } = z
      .object({ services: z.record(z.string(), z.object({ digest: z.string().regex(/^sha256:[0-9a-f]{64}$/) })) })
      .parse(readYaml(`k8s/gitops/${environment}/images.yaml`));
    expect(Object.keys(services).toSorted()).toEqual(serviceNames.toSorted());
  });

  it('is the account that Terraform makes, by its bucket, registry and queues', () => {
    expect(readYaml(`k8s/gitops/${environment}/values.yaml`)).toMatchObject({
      image: { repository: `${account}.dkr.ecr.${resourcesFile.region}.amazonaws.com/mercato`, digestsOnly: true },
      aws: { archiveBucket: `${resourcesFile.bucket.name}-${account}` },
      tokens: { source: 'external' },
      autoscaling: { engine: 'keda', queueUrlPrefix: `https://sqs.${resourcesFile.region}.amazonaws.com/${account}/` },
    });
  });
});

describe('a release', () => {
  it('is judged by each promise, at the rate at which somebody would be paged', () => {
    const { slos } = z.object({ slos: z.array(z.object({ name: z.string() })) }).parse(readYaml('telemetry/slo.yaml'));
    const { metrics } = z
      .object({ metrics: z.array(z.looseObject({ name: z.string(), successCondition: z.string() })) })
      .parse(of('ClusterAnalysisTemplate')[0]?.spec);
    expect(metrics.map(({ name }) => name)).toEqual(slos.map(({ name }) => name));
    // As Prometheus has them in the cluster: a verdict on what nobody records would always be a good one.
    const rules = readText('k8s/monitoring/slo.yaml');
    for (const metric of metrics) {
      const query = JSON.stringify(metric);
      const recorded = [...query.matchAll(/slo:[\w:]+/g)].map(([name]) => name);
      expect(recorded).toHaveLength(2);
      for (const name of recorded) expect(rules).toContain(`record: ${name}\n`);
      expect(query).toContain(`{slo=\\\\\\"${metric.name}\\\\\\"}`.replaceAll('\\\\\\', '\\'));
      expect(rules).toContain(`> ${/< ([\d.]+)$/.exec(metric.successCondition)?.[1]} * `);
    }
  });
});

describe('the experiments', () => {
  const files = globSync('k8s/chaos-mesh/*.yaml', { cwd: rootDir }).map((path) => path.replace(/^.*\/|\.yaml$/g, ''));

  it('are what the chaos driver does, on the same lines, and the loss of a zone', () => {
    const mirrored = actions.flatMap((action) =>
      ['cut', 'mute', 'slow'].includes(action) ? lines.map((line) => `${action}-${line}`) : [action],
    );
    expect(files.toSorted()).toEqual([...mirrored, 'lose-zone', 'values'].toSorted());
  });

  it('are for pods of the shop alone', () => {
    for (const { kind, path, spec } of objects.filter(({ kind: k }) => k === 'PodChaos' || k === 'NetworkChaos'))
      expect(spec?.['selector'], `${path} ${kind}`).toMatchObject({
        namespaces: [namespace],
        labelSelectors: { 'app.kubernetes.io/part-of': 'mercato' },
      });
  });
});
