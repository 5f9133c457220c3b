import { beforeAll, describe, expect, it } from 'vitest';
import { resourcesFile as resources } from '../../conformance/files.ts';
import { account, arnOf } from '../../support/terraform/aws-names.ts';
import { block, type Planned, statementsOf, type Values } from './planned.ts';
import { patienceMs, planned } from './plans.ts';

let production: Planned;
beforeAll(async () => {
  ({ production } = await planned(['production']));
}, patienceMs);

const twoWeeks = 14 * 24 * 3600;

describe('messages', () => {
  it('have the topics and queues that the local stand-ins have, and no other', () => {
    expect(production.texts('aws_sns_topic', 'name', 'this')).toEqual(resources.topics.toSorted());
    expect(production.texts('aws_sqs_queue', 'name')).toEqual(
      resources.queues.flatMap((q) => [q.name, q.deadLetterQueue]).toSorted(),
    );
    const wanted = resources.queues.flatMap((q) => q.subscribes.map((topic) => `${topic} ${q.name}`));
    expect(
      production
        .of('aws_sns_topic_subscription', 'this')
        .map(({ values: v }) => {
          expect([v['protocol'], v['raw_message_delivery']]).toEqual(['sqs', false]);
          return `${String(v['topic_arn']).split(':').at(-1)} ${String(v['endpoint']).split(':').at(-1)}`;
        })
        .toSorted(),
    ).toEqual(wanted.toSorted());
  });

  it.each(resources.queues)('wait in $name as they do locally', (queue) => {
    const values = production.one('aws_sqs_queue', 'name', queue.name);
    expect(values).toMatchObject({
      visibility_timeout_seconds: queue.visibilityTimeoutSeconds,
      message_retention_seconds: twoWeeks,
      receive_wait_time_seconds: 20,
      sqs_managed_sse_enabled: true,
    });
    expect(JSON.parse(String(values['redrive_policy']))).toEqual({
      deadLetterTargetArn: arnOf('sqs', queue.deadLetterQueue),
      maxReceiveCount: queue.maxReceiveCount,
    });
    expect(production.one('aws_sqs_queue', 'name', queue.deadLetterQueue)).toMatchObject({
      message_retention_seconds: twoWeeks,
    });
  });

  it.each(resources.queues)('come into $name from its topics alone', (queue) => {
    const url = production.one('aws_sqs_queue', 'name', queue.name)['url'];
    expect(statementsOf(production.one('aws_sqs_queue_policy', 'queue_url', String(url))['policy'])).toEqual([
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: arnOf('sqs', queue.name),
        Condition: { ArnEquals: { 'aws:SourceArn': queue.subscribes.map((topic) => arnOf('sns', topic)) } },
      },
    ]);
  });
});

describe('data', () => {
  it('lie in one table, paid by use, that can be taken back to any second of 35 days', () => {
    expect(production.of('aws_dynamodb_table')).toHaveLength(1);
    const table = production.one('aws_dynamodb_table', 'name', resources.table.name);
    expect(table).toMatchObject({
      billing_mode: 'PAY_PER_REQUEST',
      hash_key: resources.table.partitionKey,
      deletion_protection_enabled: true,
    });
    expect(block(table, 'ttl')).toMatchObject({ attribute_name: resources.table.timeToLiveAttribute, enabled: true });
    expect(block(table, 'point_in_time_recovery')).toMatchObject({ enabled: true, recovery_period_in_days: 35 });
    expect(block(table, 'server_side_encryption')).toMatchObject({ enabled: true });
  });

  it('of the archive are versioned, encrypted, nobody else’s, and go when they cannot be replayed any more', () => {
    const bucket = `${resources.bucket.name}-${account}`;
    const of = (type: string): Values => production.one(type, 'bucket', bucket);
    expect(block(of('aws_s3_bucket_versioning'), 'versioning_configuration')).toMatchObject({ status: 'Enabled' });
    const rule = block(of('aws_s3_bucket_lifecycle_configuration'), 'rule');
    expect(block(rule, 'expiration')).toMatchObject({ days: resources.bucket.expireAfterDays });
    expect(statementsOf(of('aws_s3_bucket_policy')['policy'])).toMatchObject([
      { Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]);
    expect(block(of('aws_s3_bucket_notification'), 'lambda_function')).toMatchObject({
      lambda_function_arn: `arn:aws:lambda:us-east-1:${account}:function:mercato-archive-metrics`,
      events: ['s3:ObjectCreated:*'],
    });
  });

  it('are seen by nobody outside, in any bucket', () => {
    const closed = production.texts('aws_s3_bucket_public_access_block', 'bucket');
    expect(closed).toEqual(production.texts('aws_s3_bucket', 'bucket'));
    for (const { values } of production.of('aws_s3_bucket_public_access_block'))
      expect(values).toMatchObject({
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      });
  });
});
