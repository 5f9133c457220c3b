import { callQuery, tags, type AwsEndpoint } from '@mercato/queues/aws';

export interface Subscription {
  arn: string;
  protocol: string;
  endpoint: string;
}

export interface SnsClient {
  /** Returns the topic's ARN; a topic that exists already is fine. */
  createTopic(name: string): Promise<string>;
  /** Delivers to an SQS queue in SNS's own envelope, as Dapr expects it. */
  subscribe(topicArn: string, queueArn: string): Promise<string>;
  unsubscribe(subscriptionArn: string): Promise<void>;
  listSubscriptionsByTopic(topicArn: string): Promise<Subscription[]>;
  publish(topicArn: string, message: string): Promise<string>;
}

export function snsClient(endpoint: AwsEndpoint): SnsClient {
  const call = (Action: string, parameters: Record<string, string>): Promise<string> =>
    callQuery(endpoint, 'sns', { Action, Version: '2010-03-31', ...parameters });
  const one = (xml: string, tag: string): string => tags(xml, tag)[0] ?? '';
  return {
    async createTopic(name) {
      return one(await call('CreateTopic', { Name: name }), 'TopicArn');
    },
    async subscribe(TopicArn, Endpoint) {
      return one(await call('Subscribe', { TopicArn, Protocol: 'sqs', Endpoint }), 'SubscriptionArn');
    },
    async unsubscribe(SubscriptionArn) {
      await call('Unsubscribe', { SubscriptionArn });
    },
    async listSubscriptionsByTopic(TopicArn) {
      const found: Subscription[] = [];
      let next = '';
      do {
        const xml = await call('ListSubscriptionsByTopic', { TopicArn, ...(next !== '' && { NextToken: next }) });
        const [arns, protocols, endpoints] = ['SubscriptionArn', 'Protocol', 'Endpoint'].map((tag) => tags(xml, tag));
        arns?.forEach((arn, i) => found.push({ arn, protocol: protocols?.[i] ?? '', endpoint: endpoints?.[i] ?? '' }));
        next = one(xml, 'NextToken');
      } while (next !== '');
      return found;
    },
    async publish(TopicArn, Message) {
      return one(await call('Publish', { TopicArn, Message }), 'MessageId');
    },
  };
}
