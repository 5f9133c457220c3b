import { describe, expect, it } from 'vitest';
import { type AppResources, appResources, topicsIn } from './app-resources.ts';
import { policyFor } from './policy.ts';

const order: AppResources = {
  app: 'order',
  region: 'us-east-1',
  table: 'mercato',
  publishes: ['order-checkout-v1', 'order-placed-v1'],
  subscribes: ['order-checkout-v1', 'shipping-delivered-v1'],
  queues: ['order-commands'],
  deadLetterQueues: ['order-commands-dlq'],
  receives: ['order-commands'],
  sends: [],
  secrets: ['a-key'],
  buckets: ['a-bucket'],
};
const statementFor = (action: string) => policyFor([action], order).Statement[0];

describe('policyFor', () => {
  it('lets an app at its own items only', () => {
    expect(statementFor('dynamodb:GetItem')).toEqual({
      Sid: 'OwnItems',
      Effect: 'Allow',
      Action: ['dynamodb:GetItem'],
      Resource: ['arn:aws:dynamodb:us-east-1:${account}:table/mercato'],
      Condition: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['order||*'] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    });
  });

  it.each([
    ['sns:Publish', ['order-checkout-v1', 'order-placed-v1']],
    ['sns:ListSubscriptionsByTopic', ['order-checkout-v1', 'shipping-delivered-v1']],
    ['sns:GetTopicAttributes', ['order-checkout-v1', 'order-placed-v1', 'shipping-delivered-v1']],
    ['sqs:ReceiveMessage', ['order-commands']],
    ['sqs:GetQueueUrl', ['order-commands', 'order-commands-dlq']],
    ['secretsmanager:GetSecretValue', ['a-key-??????']],
    ['s3:PutObject', ['a-bucket/*']],
    ['s3:ListBucket', ['a-bucket']],
  ])('%s is allowed for %j', (action, names) => {
    expect(statementFor(action)?.Resource.map((arn) => arn.split(':').at(-1))).toEqual(names);
  });

  it('puts actions on the same things into one statement, in one order however they came', () => {
    const actions = ['sqs:ReceiveMessage', 'dynamodb:PutItem', 'sqs:DeleteMessage', 'dynamodb:GetItem'];
    const { Statement } = policyFor(actions, order);
    expect(Statement.map((s) => s.Action)).toEqual([
      ['dynamodb:GetItem', 'dynamodb:PutItem'],
      ['sqs:DeleteMessage', 'sqs:ReceiveMessage'],
    ]);
    expect(policyFor(actions.toReversed(), order)).toEqual({ Version: '2012-10-17', Statement });
  });

  it.each(['dynamodb:Scan', 'sqs:CreateQueue', 's3:DeleteBucket'])('gives nobody %s', (action) => {
    expect(() => policyFor([action], order)).toThrow(`order calls ${action}`);
  });

  it('notices a call that the app has no resource for', () => {
    expect(() => policyFor(['sns:Publish'], { ...order, publishes: [] })).toThrow('has no resource for it');
  });
});

describe('appResources', () => {
  it('takes the topics that the AWS components let an app publish and receive', () => {
    const { publishes, subscribes, queues } = appResources('shipping');
    expect(publishes).toEqual(['shipping-delivered-v1', 'shipping-dispatched-v1']);
    expect(subscribes).toEqual(['order-confirmed-v1']);
    expect(queues).toEqual(['shipping-events']);
  });

  it('finds nothing for an app without components', () => {
    expect(appResources('gateway')).toMatchObject({ publishes: [], subscribes: [], queues: [], secrets: [] });
  });

  it('reads scopes as Dapr writes them', () => {
    expect(topicsIn('a=x-v1,y-v1; b=', 'a')).toEqual(['x-v1', 'y-v1']);
    expect(topicsIn('a=x-v1; b=', 'b')).toEqual([]);
    expect(topicsIn('ab=x-v1', 'b')).toEqual([]);
  });

  it('lets the operators’ console take from all dead letters, and send to all queues', () => {
    const { receives, sends } = appResources('operations');
    expect(receives).toContain('order-commands-dlq');
    expect(sends).toContain('order-commands');
    expect(receives.filter((name) => !name.endsWith('-dlq'))).toEqual([]);
    expect(appResources('order')).toMatchObject({
      receives: ['order-commands', 'order-events'],
      sends: ['order-commands-dlq', 'order-events-dlq'],
    });
  });
});
