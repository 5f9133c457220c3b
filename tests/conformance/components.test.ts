import { messages } from '@mercato/contracts';
import { serviceNames } from '@mercato/contracts/shared';
import { describe, expect, test } from 'vitest';
import { awsComponents } from '../../tools/gen/chart/values.ts';
import { type ComponentFile, componentsOf, folders, resourcesFile as resources, valueOf, yamlIn } from './files.ts';

const local = componentsOf('local');
const aws = componentsOf('aws');

// Where a laptop and AWS may differ.
const free = new Set(['endpoint', 'secretsFile']);
const shared = (component: ComponentFile | undefined) =>
  component?.spec.metadata.filter((m) => !free.has(m.name) && m.envRef === undefined);

// Sends a command that another service owns: the reason stands with it.
const guests: Readonly<Record<string, readonly string[]>> = {
  // A refund is recorded on the order, whose record is the one that counts.
  'order-refund-v1': ['payment'],
  // The mail with the token that resets a password.
  'notification-send-v1': ['user'],
};

const parseScopes = (text: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    text
      .replaceAll(/\s/g, '')
      .split(';')
      .map((part) => part.split('='))
      .map(([app = '', topics = '']) => [app, topics.split(',').filter((t) => t !== '')]),
  );

describe('components', () => {
  test('have the same names in both folders', () => {
    expect([...local.keys()]).toEqual([...aws.keys()]);
  });

  test.each([...local.keys()])('%s differs only where a laptop must differ from AWS', (name) => {
    expect(local.get(name)?.scopes).toEqual(aws.get(name)?.scopes);
    if (name === 'secrets' || name === 'archive') return;
    expect(local.get(name)?.spec.type).toBe(aws.get(name)?.spec.type);
    expect(shared(local.get(name))).toEqual(shared(aws.get(name)));
  });

  test.each(folders)('%s: a file is named after its component, which names the apps that see it', (folder) => {
    for (const [name, component] of componentsOf(folder)) {
      expect(component.metadata.name).toBe(name);
      expect(component.scopes.length).toBeGreaterThan(0);
      expect(component.scopes.filter((app) => !serviceNames.some((s) => s === app))).toEqual([]);
    }
  });

  test('neither hold an endpoint of one machine nor a key', () => {
    const secretNames = /key$|secret|password|token/i;
    const literals = [...local, ...aws].flatMap(([, c]) => c.spec.metadata.filter((m) => m.value !== undefined));
    expect(literals.filter((m) => secretNames.test(m.name) && m.name !== 'partitionKey')).toEqual([]);
    expect(literals.filter((m) => /:\/\/|localhost|AKIA/.test(m.value ?? ''))).toEqual([]);
    expect([...aws.values()].flatMap((c) => c.spec.metadata.filter((m) => m.envRef !== undefined))).toEqual([]);
  });

  test('name the table, the bucket and the region that infra makes', () => {
    expect(valueOf(aws.get('archive'), 'bucket')).toBe(resources.bucket.name);
    expect(valueOf(aws.get('state'), 'table')).toBe(resources.table.name);
    expect(valueOf(aws.get('state'), 'partitionKey')).toBe(resources.table.partitionKey);
    expect(valueOf(aws.get('state'), 'ttlAttributeName')).toBe(resources.table.timeToLiveAttribute);
    for (const name of awsComponents) expect(valueOf(aws.get(name), 'region')).toBe(resources.region);
  });
});

describe.each(['commands', 'events'] as const)('%s', (name) => {
  const component = local.get(name);
  const kind = name === 'commands' ? 'command' : 'event';
  const ofKind = messages.filter((m) => m.kind === kind);
  const publishing = parseScopes(valueOf(component, 'publishingScopes'));
  const subscribing = parseScopes(valueOf(component, 'subscriptionScopes'));

  test('give each app its own queue and dead-letter queue, and make neither', () => {
    expect(valueOf(component, 'consumerID')).toBe(`{appID}-${name}`);
    expect(valueOf(component, 'sqsDeadLettersQueueName')).toBe(`{appID}-${name}-dlq`);
    expect(valueOf(component, 'disableEntityManagement')).toBe('true');
  });

  test.each(folders)('%s: what no try can mend goes into that queue too, and is not read from it', (folder) => {
    const deadLetters = componentsOf(folder).get(`${name}-dlq`);
    expect(deadLetters?.spec.type).toBe('bindings.aws.sqs');
    expect(valueOf(deadLetters, 'queueName')).toBe(valueOf(component, 'sqsDeadLettersQueueName'));
    // Without it daprd would ask the app whether it wants the messages, and hand them over.
    expect(valueOf(deadLetters, 'direction')).toBe('output');
    const consumers = new Set(ofKind.flatMap((m) => m.consumers));
    expect(deadLetters?.scopes.toSorted()).toEqual([...consumers].toSorted());
  });

  test('are seen by those who publish or consume, and by nobody else', () => {
    const needed = ofKind.flatMap((m) => [m.owner, ...m.consumers, ...(guests[m.topic] ?? [])]);
    expect(component?.scopes.toSorted()).toEqual([...new Set(needed)].toSorted());
    expect([...publishing.keys()]).toEqual(component?.scopes);
    expect([...subscribing.keys()]).toEqual(component?.scopes);
  });

  test.each(component?.scopes ?? [])('%s publishes what it owns and receives what it consumes', (app) => {
    const owned = ofKind.filter((m) => m.owner === app || guests[m.topic]?.includes(app));
    const consumed = ofKind.filter((m) => m.consumers.some((c) => c === app));
    expect(publishing.get(app)?.toSorted()).toEqual(owned.map((m) => m.topic).toSorted());
    expect(subscribing.get(app)?.toSorted()).toEqual(consumed.map((m) => m.topic).toSorted());
  });
});

test('no component lies outside the two folders', () => {
  expect(yamlIn('dapr').filter((path) => /state|secret|pubsub/.test(path))).toEqual([]);
});
