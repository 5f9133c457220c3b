import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePorts } from '../shared/ports.ts';
import { awsClient, type AwsClient } from './aws-client.ts';
import { launchLocalAws, type LocalAws } from './launch.ts';
import type { AwsResources } from './resources.ts';

const queue = (name: string, ...subscribes: string[]): AwsResources['queues'][number] => ({
  name,
  visibilityTimeoutSeconds: 60,
  maxReceiveCount: 2,
  deadLetterQueue: `${name}-dlq`,
  subscribes,
});
const resources: AwsResources = {
  region: 'us-east-1',
  table: { name: 'shop', partitionKey: 'key' },
  topics: ['order-placed-v1', 'order-checkout-v1'],
  queues: [queue('order-commands', 'order-checkout-v1'), queue('cart-events', 'order-placed-v1')],
};

const folder = mkdtempSync(join(tmpdir(), 'mercato-local-aws-'));
const file = join(folder, 'resources.json');
let ports: { dynamodb: number; snssqs: number };
let local: LocalAws;
let aws: AwsClient;

async function launch(change: Partial<AwsResources> = {}, visibilitySeconds = 1): Promise<void> {
  writeFileSync(file, JSON.stringify({ ...resources, ...change }));
  const record = join(folder, 'record.json');
  const data = join(folder, 'data');
  const logFile = join(folder, 'log');
  local = await launchLocalAws({ data, logFile, ports, resources: file, visibilitySeconds, record });
  aws = awsClient({ endpoints: local.endpoints, accessKeyId: 'cart' });
}

beforeAll(async () => {
  const [dynamodb = 0, snssqs = 0] = await freePorts(2);
  ports = { dynamodb, snssqs };
});
afterEach(() => local.stop());
afterAll(() => rmSync(folder, { recursive: true }));

async function urlOf(name: string): Promise<string> {
  return (await aws.sqs.getQueueUrl(name)) ?? '';
}

describe('local AWS', () => {
  it('gives no message to a poller that has gone', async () => {
    await launch({}, 60);
    const url = await urlOf('cart-events');
    const gone = new AbortController();
    const poll = fetch(local.endpoints.snssqs, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSQS.ReceiveMessage', 'content-type': 'application/x-amz-json-1.0' },
      body: JSON.stringify({ QueueUrl: url, WaitTimeSeconds: 20 }),
      signal: gone.signal,
    });
    await sleep(300);
    gone.abort();
    await expect(poll).rejects.toThrow('abort');
    await aws.sqs.sendMessage(url, 'for whoever is there');
    const [message] = await aws.sqs.receiveMessage(url, { waitSeconds: 5 });
    expect(message?.body).toBe('for whoever is there');
  });

  it('delivers to subscribed queues only, and to dead letters after the last receive', async () => {
    await launch();
    await aws.sns.publish(await aws.sns.createTopic('order-placed-v1'), 'placed');
    const url = await urlOf('cart-events');
    expect(await aws.sqs.receiveMessage(await urlOf('order-commands'))).toEqual([]);
    for (const times of [1, 2]) {
      const [message] = await aws.sqs.receiveMessage(url, { waitSeconds: 3 });
      expect(message?.attributes['ApproximateReceiveCount']).toBe(String(times));
      expect(JSON.parse(message?.body ?? '{}')).toMatchObject({ Type: 'Notification', Message: 'placed' });
    }
    expect(await aws.sqs.receiveMessage(url, { waitSeconds: 2 })).toEqual([]);
    expect(await aws.redrive('cart-events-dlq', 'cart-events')).toBe(1);
    expect(await aws.sqs.receiveMessage(url)).toHaveLength(1);
  });

  it('keeps state over kill -9 and creates nothing twice', async () => {
    await launch();
    const item = { key: { S: 'order||1' }, value: { S: '{}' } };
    await aws.dynamodb.putItem('shop', item);
    await aws.sqs.purgeQueue(await urlOf('cart-events'));
    await aws.sqs.sendMessage(await urlOf('cart-events'), 'kept');
    await local.process?.kill();
    await launch();
    expect(await aws.dynamodb.getItem('shop', { key: item.key })).toEqual(item);
    expect((await aws.sqs.receiveMessage(await urlOf('cart-events'))).map(({ body }) => body)).toEqual(['kept']);
    const topic = await aws.sns.createTopic('order-placed-v1');
    expect(await aws.sns.listSubscriptionsByTopic(topic)).toHaveLength(1);
  });

  it('follows the declared list: new attributes, subscriptions added and removed', async () => {
    await launch({ queues: [queue('order-commands', 'order-checkout-v1', 'order-placed-v1'), queue('cart-events')] });
    const topic = await aws.sns.createTopic('order-placed-v1');
    const endpoints = (await aws.sns.listSubscriptionsByTopic(topic)).map(({ endpoint }) => endpoint.split(':').pop());
    expect(endpoints).toEqual(['order-commands']);
  });

  it('records what each access key called', async () => {
    await launch();
    await aws.sqs.purgeQueue(await urlOf('cart-events'));
    const recorded = JSON.parse(readFileSync(join(folder, 'record.json'), 'utf8')) as Record<string, string[]>;
    expect(recorded['cart']).toEqual(['sqs:GetQueueUrl', 'sqs:PurgeQueue']);
    expect(recorded['provisioner']).toContain('sns:ListSubscriptionsByTopic');
  });
});
