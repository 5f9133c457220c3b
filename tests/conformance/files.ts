import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { rootDir } from '../../tools/shared/paths.ts';

export const readText = (path: string): string => readFileSync(join(rootDir, path), 'utf8');

export const readYaml = (path: string): unknown => parse(readText(path));

/** Paths of the YAML files directly in a folder. */
export const yamlIn = (folder: string): readonly string[] =>
  readdirSync(join(rootDir, folder))
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => `${folder}/${name}`);

export const baseName = (path: string): string => path.replace(/^.*\//, '').replace(/\.yaml$/, '');

const named = { apiVersion: z.string(), kind: z.string(), metadata: z.object({ name: z.string() }) };

const componentFile = z.object({
  ...named,
  spec: z.object({
    type: z.string(),
    metadata: z.array(
      z.object({
        name: z.string(),
        value: z.string().optional(),
        envRef: z.string().optional(),
        secretKeyRef: z.object({ name: z.string() }).optional(),
      }),
    ),
  }),
  scopes: z.array(z.string()),
});
export type ComponentFile = z.infer<typeof componentFile>;

export type Folder = 'local' | 'aws';
export const folders: readonly Folder[] = ['local', 'aws'];

/** The components of a folder by name. */
export const componentsOf = (folder: Folder): ReadonlyMap<string, ComponentFile> =>
  new Map(yamlIn(`dapr/components/${folder}`).map((path) => [baseName(path), componentFile.parse(readYaml(path))]));

/** A metadata value of a component; fails where it has none. */
export const valueOf = (component: ComponentFile | undefined, name: string): string => {
  const value = component?.spec.metadata.find((m) => m.name === name)?.value;
  if (value === undefined) throw new Error(`${component?.metadata.name} has no ${name}`);
  return value;
};

const subscriptionFile = z.object({
  ...named,
  // Closed: a deadLetterTopic or a rule that matches nothing would delete messages.
  spec: z.strictObject({
    pubsubname: z.string(),
    topic: z.string(),
    routes: z.strictObject({ default: z.string() }),
  }),
  scopes: z.array(z.string()),
});

export const subscriptions = () =>
  new Map(yamlIn('dapr/subscriptions').map((path) => [baseName(path), subscriptionFile.parse(readYaml(path))]));

const policyNames = z.strictObject({
  timeout: z.string().optional(),
  retry: z.string().optional(),
  circuitBreaker: z.string().optional(),
});
export type PolicyNames = z.infer<typeof policyNames>;

const resiliencyFile = z.object({
  ...named,
  spec: z.object({
    policies: z.object({
      timeouts: z.record(z.string(), z.string().regex(/^\d+s$/)),
      retries: z.record(
        z.string(),
        z.object({
          policy: z.literal('exponential'),
          maxInterval: z.string().regex(/^\d+s$/),
          maxRetries: z.int().min(1).max(10),
          matching: z.object({ httpStatusCodes: z.string().min(1), gRPCStatusCodes: z.string().min(1) }),
        }),
      ),
      circuitBreakers: z
        .record(
          z.string(),
          z.object({ maxRequests: z.int(), interval: z.string(), timeout: z.string(), trip: z.string() }),
        )
        .default({}),
    }),
    targets: z.object({
      apps: z.record(z.string(), policyNames),
      components: z
        .record(z.string(), z.strictObject({ inbound: policyNames.optional(), outbound: policyNames.optional() }))
        .default({}),
    }),
  }),
  scopes: z.array(z.string()),
});

export const resiliencyOf = (name: 'resiliency' | 'resiliency-gateway') =>
  resiliencyFile.parse(readYaml(`dapr/${name}.yaml`));

export const resourcesFile = z
  .strictObject({
    region: z.string(),
    table: z.strictObject({ name: z.string(), partitionKey: z.string(), timeToLiveAttribute: z.string() }),
    bucket: z.strictObject({ name: z.string(), expireAfterDays: z.int() }),
    topics: z.array(z.string()),
    queues: z.array(
      z.strictObject({
        name: z.string(),
        visibilityTimeoutSeconds: z.int(),
        maxReceiveCount: z.int(),
        deadLetterQueue: z.string(),
        subscribes: z.array(z.string()),
      }),
    ),
  })
  .parse(JSON.parse(readText('infra/aws-resources.json')));
