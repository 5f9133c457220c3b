import { z } from 'zod';

const quantity = z.string().regex(/^\d+(\.\d+)?(m|Ki|Mi|Gi)?$/);
const text = z.string();
const name = z.string().regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/);
const cidr = z.string().regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/);
const port = z.int().min(1).max(65_535);
const variable = z.string().regex(/^[A-Z][A-Z0-9_]*$/);
const labels = z.record(text, text);
const seconds = z.int().min(0).max(600);
const percent = z.int().min(10).max(95);

const amounts = (...keys: readonly string[]) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, quantity.optional()])));
const resources = z.strictObject({
  requests: amounts('cpu', 'memory', 'ephemeral-storage').optional(),
  limits: amounts('cpu', 'memory', 'ephemeral-storage').optional(),
});

const scale = z.strictObject({
  min: z.int().min(1).max(100).optional(),
  max: z.int().min(1).max(100).optional(),
  cpu: percent.optional(),
  memory: percent.optional(),
  queueDepth: z.int().min(1).optional(),
  rate: z.strictObject({ query: text.min(1), perReplica: z.number().positive() }).optional(),
});

const common = {
  resources: resources.optional(),
  scale: scale.optional(),
  drainSeconds: seconds.max(30).optional(),
  graceSeconds: seconds.optional(),
  concurrency: z.int().min(25).max(1_000).optional(),
};

/** One service: where it listens, whom it calls, what it needs. */
const service = z.strictObject({
  ...common,
  enabled: z.boolean().optional(),
  port,
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional(),
  expose: z.boolean().optional(),
  watches: z.boolean().optional(),
  calls: z.array(name).optional(),
  queues: z.array(z.enum(['commands', 'events'])).optional(),
  maxBodySize: quantity.optional(),
  env: z.record(variable, text).optional(),
  secretEnv: z.record(variable, z.strictObject({ name: text, key: text })).optional(),
  egress: z.array(z.strictObject({ cidr, port })).optional(),
});

const toleration = z.strictObject({
  key: text.optional(),
  operator: z.enum(['Equal', 'Exists']).optional(),
  value: text.optional(),
  effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']).optional(),
});

/** The components that talk to AWS. */
export const awsComponents = [
  'state',
  'commands',
  'events',
  'commands-dlq',
  'events-dlq',
  'secrets',
  'archive',
] as const;

const awsEndpoints = z.strictObject(Object.fromEntries(awsComponents.map((key) => [key, z.url().optional()])));

/** The values of `helm/mercato`, closed: an unknown key is a mistake, and is told. */
export const valuesSchema = z.strictObject({
  image: z.strictObject({
    repository: z.string().regex(/^[a-z0-9]+([._/:-]+[a-z0-9]+)*$/),
    tag: z.string().regex(/^(\w[\w.-]{0,127})?$/),
    digestsOnly: z.boolean(),
    pullPolicy: z.enum(['IfNotPresent', 'Always', 'Never']),
    pullSecrets: z.array(name),
  }),
  aws: z.strictObject({
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/),
    table: text.min(3),
    archiveBucket: text.min(3),
    rolePrefix: z.string().regex(/^(arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]*)?$/),
    endpoints: awsEndpoints,
  }),
  tokens: z.strictObject({
    source: z.enum(['generated', 'external', 'existing']),
    external: z.strictObject({
      store: name,
      storeKind: z.enum(['ClusterSecretStore', 'SecretStore']),
      prefix: text,
      refreshInterval: z.string().regex(/^\d+[smh]$/),
    }),
  }),
  dapr: z.strictObject({
    namespace: name,
    trustDomain: z.string().regex(/^[a-z0-9.-]+$/),
    logLevel: z.enum(['debug', 'info', 'warn', 'error']),
    samplingRate: z.string().regex(/^(0(\.\d+)?|1(\.0+)?)$/),
    env: z.record(variable, z.string().regex(/^[^,]*$/)),
    resources,
  }),
  telemetry: z.strictObject({
    otlpEndpoint: z.string().regex(/^(https?:\/\/[^/:]+:\d+)?$/),
    collectorNamespace: name,
    podMonitor: z.boolean(),
    podMonitorLabels: labels,
    prometheusNamespace: name,
  }),
  autoscaling: z.strictObject({
    engine: z.enum(['hpa', 'keda', 'none']),
    queueMetric: z.strictObject({ name: text, label: text }),
    prometheusUrl: text,
    queueUrlPrefix: z.string().regex(/^(https:\/\/.+\/)?$/),
    vertical: z.boolean(),
  }),
  canary: z.strictObject({ enabled: z.boolean(), analysis: name }),
  network: z.strictObject({
    policies: z.boolean(),
    dnsNamespace: name,
    dnsCidrs: z.array(cidr),
    awsCidrs: z.array(cidr).min(1),
    awsExcept: z.array(cidr),
    awsPorts: z.array(port).min(1),
    podIdentity: z.boolean(),
    ingressCidrs: z.array(cidr),
    ingressNamespaces: z.array(name),
  }),
  ingress: z.strictObject({
    enabled: z.boolean(),
    hosts: z.array(z.string().regex(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/)),
    certificateArn: z.string().regex(/^(arn:aws[a-z-]*:acm:.+)?$/),
    wafAclArn: z.string().regex(/^(arn:aws[a-z-]*:wafv2:.+)?$/),
    scheme: z.enum(['internet-facing', 'internal']),
    annotations: labels,
  }),
  scheduling: z.strictObject({
    nodeSelector: labels,
    tolerations: z.array(toleration),
    priorityClassName: text,
  }),
  defaults: z.strictObject(common),
  services: z.record(name, service),
  test: z.strictObject({ enabled: z.boolean(), shopperSecret: z.string() }),
  /** Helm's own: what a parent chart hands down to all. */
  global: z.record(text, z.unknown()).optional(),
});
export type ChartValues = z.infer<typeof valuesSchema>;
