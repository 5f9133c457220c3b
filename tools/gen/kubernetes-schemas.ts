/**
 * Takes the schemas of the kinds that the chart and `k8s` use out of the Go modules of their makers, so that tests need
 * neither Go nor a network: `node tools/gen/kubernetes-schemas.ts`, after a new version. All are Apache-2.0; so are the copies.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { rootDir } from '../shared/paths.ts';
import { say } from '../shared/progress.ts';
import { tools } from '../toolbox/tools.ts';
import { type JsonSchema, selfContained, strictly, withoutProse } from './strict-schema.ts';

const target = join(rootDir, 'tests/chart/schemas');
/** The definitions as they are, but for their prose: for an API server. */
const definitions = join(rootDir, 'tests/kube/crds');

const kubernetes = `k8s.io/kubernetes@v${tools['kube-apiserver'].version}`;

/** Kinds of Kubernetes itself, by the file of its OpenAPI document. */
const builtIn: Readonly<Record<string, readonly string[]>> = {
  api__v1: ['ConfigMap', 'LimitRange', 'Namespace', 'Pod', 'ResourceQuota', 'Secret', 'Service', 'ServiceAccount'],
  apis__apps__v1: ['Deployment'],
  apis__autoscaling__v2: ['HorizontalPodAutoscaler'],
  apis__batch__v1: ['CronJob', 'Job'],
  'apis__networking.k8s.io__v1': ['Ingress', 'NetworkPolicy'],
  apis__policy__v1: ['PodDisruptionBudget'],
  'apis__rbac.authorization.k8s.io__v1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'apis__scheduling.k8s.io__v1': ['PriorityClass'],
  'apis__storage.k8s.io__v1': ['StorageClass'],
};

/** Custom kinds, by the file of a module that defines them. */
const custom: readonly (readonly [module: string, file: string])[] = [
  ...['components', 'configuration', 'resiliency', 'subscription'].map(
    (name) => [`github.com/dapr/dapr@v${tools.daprd.version}`, `charts/dapr/crds/${name}.yaml`] as const,
  ),
  ['github.com/external-secrets/external-secrets@v1.3.2', 'config/crds/bases/external-secrets.io_externalsecrets.yaml'],
  [
    'github.com/external-secrets/external-secrets@v1.3.2',
    'config/crds/bases/external-secrets.io_clustersecretstores.yaml',
  ],
  ['github.com/argoproj/argo-rollouts@v1.9.0', 'manifests/crds/rollout-crd.yaml'],
  ['github.com/argoproj/argo-rollouts@v1.9.0', 'manifests/crds/cluster-analysis-template-crd.yaml'],
  ['github.com/kedacore/keda/v2@v2.21.0', 'config/crd/bases/keda.sh_scaledobjects.yaml'],
  ['github.com/kedacore/keda/v2@v2.21.0', 'config/crd/bases/keda.sh_triggerauthentications.yaml'],
  ['k8s.io/autoscaler/vertical-pod-autoscaler@v1.8.1', 'deploy/vpa-v1-crd-gen.yaml'],
  [
    'github.com/prometheus-operator/prometheus-operator@v0.85.0',
    'example/prometheus-operator-crd/monitoring.coreos.com_podmonitors.yaml',
  ],
];

const crd = z.object({
  kind: z.literal('CustomResourceDefinition'),
  metadata: z.object({ name: z.string(), annotations: z.record(z.string(), z.string()).default({}) }),
  spec: z.object({
    group: z.string(),
    names: z.object({ kind: z.string() }),
    versions: z.array(
      z.object({ name: z.string(), schema: z.object({ openAPIV3Schema: z.record(z.string(), z.json()) }) }),
    ),
  }),
});
const openApi = z.object({ components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.json())) }) });
const groupVersionKind = z.array(z.object({ group: z.string(), kind: z.string(), version: z.string() }));

const folders = new Map<string, string>();

const folderOf = (module: string): string => {
  const known = folders.get(module);
  if (known !== undefined) return known;
  const answer = execFileSync('go', ['mod', 'download', '-json', module], { encoding: 'utf8' });
  const { Dir } = z.object({ Dir: z.string() }).parse(JSON.parse(answer));
  folders.set(module, Dir);
  return Dir;
};

/** Named as kubeconform looks for them. */
const write = (kind: string, group: string, version: string, schema: JsonSchema, from: string): void => {
  const name = [kind, group, version]
    .filter((part) => part !== '')
    .join('-')
    .toLowerCase();
  writeFileSync(join(target, `${name}.json`), `${JSON.stringify({ $comment: `${from}, Apache-2.0`, ...schema })}\n`);
  say(name);
};

const writeBuiltIn = (file: string, kinds: readonly string[]): void => {
  const path = join(folderOf(kubernetes), 'api/openapi-spec/v3', `${file}_openapi.json`);
  const { schemas } = openApi.parse(JSON.parse(readFileSync(path, 'utf8'))).components;
  for (const [name, schema] of Object.entries(schemas)) {
    const { success, data } = groupVersionKind.safeParse(schema['x-kubernetes-group-version-kind']);
    const [first] = success ? data : [];
    if (first === undefined || data?.length !== 1 || !kinds.includes(first.kind)) continue;
    write(first.kind, first.group, first.version, selfContained(name, schemas), kubernetes);
  }
};

const writeCustom = (module: string, file: string): void => {
  for (const document of parseAllDocuments(readFileSync(join(folderOf(module), file), 'utf8'))) {
    const { success, data } = crd.safeParse(document.toJS());
    if (!success) continue;
    const { group, names, versions } = data.spec;
    if (names.kind.endsWith('Checkpoint')) continue;
    // One of them says that a group of Kubernetes' own name is allowed.
    const annotations = { ...data.metadata.annotations, 'mercato/from': `${module} ${file}, Apache-2.0` };
    const whole = withoutProse({
      ...document.toJS(),
      metadata: { ...data.metadata, annotations },
      status: undefined,
    });
    writeFileSync(join(definitions, `${data.metadata.name}.json`), `${JSON.stringify(whole)}\n`);
    for (const { name, schema } of versions.filter((version) => !version.name.includes('beta')))
      write(names.kind, group, name, strictly(schema.openAPIV3Schema), module);
  }
};

for (const folder of [target, definitions]) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}
for (const [file, kinds] of Object.entries(builtIn)) writeBuiltIn(file, kinds);
for (const [module, file] of custom) writeCustom(module, file);
