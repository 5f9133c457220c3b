import { moveMessages, queueUrl, sqsClient, type SqsClient } from '@mercato/queues';
import { dynamoDbClient, type DynamoDbClient } from './aws-dynamodb.ts';
import { snsClient, type SnsClient } from './aws-sns.ts';

export type { AttributeValue, DynamoDbClient, Item } from './aws-dynamodb.ts';
export type { SnsClient, Subscription } from './aws-sns.ts';

export interface AwsEndpoints {
  dynamodb: string;
  snssqs: string;
}

export interface AwsClientOptions {
  endpoints: AwsEndpoints;
  region?: string;
  accessKeyId?: string;
  secretAccessKey?: string;
  sessionToken?: string | undefined;
}

export interface AwsClient {
  dynamodb: DynamoDbClient;
  sns: SnsClient;
  sqs: SqsClient;
  /** Sends every message of a dead-letter queue back to its queue; returns how many. */
  redrive(deadLetterQueue: string, queue: string): Promise<number>;
}

export function awsClient(options: AwsClientOptions): AwsClient {
  const { endpoints, region = 'us-east-1', accessKeyId = 'tools', secretAccessKey = 'local', sessionToken } = options;
  const common = { region, credentials: { accessKeyId, secretAccessKey, sessionToken } };
  const sqs = sqsClient({ url: endpoints.snssqs, ...common });
  return {
    dynamodb: dynamoDbClient({ url: endpoints.dynamodb, ...common }),
    sns: snsClient({ url: endpoints.snssqs, ...common }),
    sqs,
    async redrive(deadLetterQueue, queue) {
      const [from, to] = await Promise.all([queueUrl(sqs, deadLetterQueue), queueUrl(sqs, queue)]);
      return (await moveMessages(sqs, { from, to })).length;
    },
  };
}
