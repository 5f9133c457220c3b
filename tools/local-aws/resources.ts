import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rootDir } from '../shared/paths.ts';
import type { AwsClient } from './aws-client.ts';

export interface QueueResource {
  name: string;
  visibilityTimeoutSeconds: number;
  maxReceiveCount: number;
  deadLetterQueue: string;
  subscribes: string[];
}

export interface AwsResources {
  region: string;
  /** The stand-ins expire nothing, and what expires is only in nobody's way. */
  table: { name: string; partitionKey: string; timeToLiveAttribute?: string };
  topics: string[];
  queues: QueueResource[];
}

const retention = { MessageRetentionPeriod: String(14 * 24 * 3600) };

export function readResources(path = join(rootDir, 'infra/aws-resources.json')): AwsResources {
  return JSON.parse(readFileSync(path, 'utf8')) as AwsResources;
}

/** Tests shorten the visibility timeout, so that a redelivery comes within their patience. */
export function withVisibility(resources: AwsResources, seconds: number | undefined): AwsResources {
  if (seconds === undefined) return resources;
  return { ...resources, queues: resources.queues.map((q) => ({ ...q, visibilityTimeoutSeconds: seconds })) };
}

async function ensureTable(aws: AwsClient, table: AwsResources['table']): Promise<void> {
  if ((await aws.dynamodb.describeTable(table.name)) === undefined) {
    await aws.dynamodb.createTable(table.name, table.partitionKey);
  }
  while ((await aws.dynamodb.describeTable(table.name))?.status !== 'ACTIVE') await sleep(50);
}

/** Attributes are set on their own: creating a queue that exists with other attributes is refused. */
async function ensureQueue(aws: AwsClient, name: string, attributes: Record<string, string>): Promise<string> {
  const url = (await aws.sqs.getQueueUrl(name)) ?? (await aws.sqs.createQueue(name));
  await aws.sqs.setQueueAttributes(url, attributes);
  const arn = (await aws.sqs.getQueueAttributes(url))['QueueArn'];
  if (arn === undefined) throw new Error(`queue ${name} has no ARN`);
  return arn;
}

function policyFor(queueArn: string, topicArns: string[]): string {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: queueArn,
    Condition: { ArnEquals: { 'aws:SourceArn': topicArns } },
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

async function ensureQueueWithDeadLetters(aws: AwsClient, queue: QueueResource, topics: Map<string, string>) {
  const deadLetterTargetArn = await ensureQueue(aws, queue.deadLetterQueue, retention);
  const arn = await ensureQueue(aws, queue.name, {
    ...retention,
    VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: queue.maxReceiveCount }),
  });
  const topicArns = queue.subscribes.map((topic) => {
    const topicArn = topics.get(topic);
    if (topicArn === undefined) throw new Error(`queue ${queue.name} subscribes to ${topic}, which is not a topic`);
    return topicArn;
  });
  const url = await aws.sqs.getQueueUrl(queue.name);
  if (url !== undefined) await aws.sqs.setQueueAttributes(url, { Policy: policyFor(arn, topicArns) });
  return { arn, topicArns };
}

/** Adds what is missing and removes what is no longer declared: Dapr accepts any subscription without looking at its queue. */
async function ensureSubscriptions(aws: AwsClient, topicArn: string, queueArns: Set<string>): Promise<void> {
  const present = await aws.sns.listSubscriptionsByTopic(topicArn);
  for (const { arn, endpoint } of present) if (!queueArns.has(endpoint)) await aws.sns.unsubscribe(arn);
  const subscribed = new Set(present.map(({ endpoint }) => endpoint));
  for (const queueArn of queueArns) if (!subscribed.has(queueArn)) await aws.sns.subscribe(topicArn, queueArn);
}

/** Idempotent: run again over the same data it finds everything in place. */
export async function ensureResources(aws: AwsClient, resources: AwsResources): Promise<void> {
  const table = ensureTable(aws, resources.table);
  const topics = new Map<string, string>();
  for (const topic of resources.topics) topics.set(topic, await aws.sns.createTopic(topic));
  const wanted = new Map<string, Set<string>>([...topics.values()].map((arn) => [arn, new Set()]));
  for (const queue of resources.queues) {
    const { arn, topicArns } = await ensureQueueWithDeadLetters(aws, queue, topics);
    for (const topicArn of topicArns) wanted.get(topicArn)?.add(arn);
  }
  for (const [topicArn, queueArns] of wanted) await ensureSubscriptions(aws, topicArn, queueArns);
  await table;
}
