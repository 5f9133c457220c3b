import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type AwsResources, readResources } from '../local-aws/resources.ts';
import { rootDir } from '../shared/paths.ts';

/** What of the shop's AWS resources one app has to do with, by name. */
export interface AppResources {
  readonly app: string;
  readonly region: string;
  readonly table: string;
  readonly publishes: readonly string[];
  readonly subscribes: readonly string[];
  readonly queues: readonly string[];
  readonly deadLetterQueues: readonly string[];
  /** Queues that it takes messages from, and those that it puts some into by itself. */
  readonly receives: readonly string[];
  readonly sends: readonly string[];
  readonly secrets: readonly string[];
  readonly buckets: readonly string[];
}

interface Component {
  readonly spec: { readonly metadata: readonly { readonly name: string; readonly value?: string }[] };
  readonly scopes: readonly string[];
}

const component = (name: string): Component =>
  parse(readFileSync(join(rootDir, `dapr/components/aws/${name}.yaml`), 'utf8')) as Component;

/** `a=x,y; b=` as in a component's publishingScopes. */
export const topicsIn = (scopes: string, app: string): readonly string[] => {
  const entry = scopes.split(';').find((part) => part.trim().startsWith(`${app}=`));
  const [, topics = ''] = entry?.split('=') ?? [];
  return topics
    .split(',')
    .map((topic) => topic.trim())
    .filter((topic) => topic !== '');
};

const topicsOf = (app: string, scope: 'publishingScopes' | 'subscriptionScopes'): readonly string[] =>
  ['commands', 'events']
    .flatMap((name) => component(name).spec.metadata.filter((m) => m.name === scope))
    .flatMap(({ value = '' }) => topicsIn(value, app))
    .toSorted();

const bucketsOf = (app: string): readonly string[] => {
  const { spec, scopes } = component('archive');
  return spec.metadata.flatMap(({ name, value }) =>
    name === 'bucket' && value && scopes.includes(app) ? [value] : [],
  );
};

// Read by name in the services' code; Dapr's scopes know only the store as a whole.
const secretsOf: Readonly<Record<string, readonly string[]>> = {
  user: ['first-admin-email', 'first-admin-password', 'jwt-signing-key'],
  cart: ['guest-signing-key'],
  payment: ['stripe-api-key', 'stripe-webhook-secret'],
};

/** Reads dead letters of all apps, and sends them back. */
const mender = 'operations';

/** From the AWS components' scopes and the resource list: what Dapr would let the app do anyway. */
export const appResources = (app: string, resources: AwsResources = readResources()): AppResources => {
  const mends = app === mender;
  const own = resources.queues.filter(({ name }) => mends || [`${app}-commands`, `${app}-events`].includes(name));
  const [queues, deadLetterQueues] = [own.map((q) => q.name), own.map((q) => q.deadLetterQueue)];
  return {
    app,
    region: resources.region,
    table: resources.table.name,
    publishes: topicsOf(app, 'publishingScopes'),
    subscribes: topicsOf(app, 'subscriptionScopes'),
    queues,
    deadLetterQueues,
    receives: mends ? deadLetterQueues : queues,
    sends: mends ? queues : deadLetterQueues,
    secrets: secretsOf[app] ?? [],
    buckets: bucketsOf(app),
  };
};
