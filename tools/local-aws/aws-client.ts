import { dynamoDbClient, type DynamoDbClient } from './aws-dynamodb.ts';
import { snsClient, type SnsClient } from './aws-sns.ts';
import { sqsClient, type SqsClient } from './aws-sqs.ts';
import { moveMessages } from './move-messages.ts';

export type { AttributeValue, DynamoDbClient, Item } from './aws-dynamodb.ts';
export { AwsError } from './aws-request.ts';
export type { SnsClient, Subscription } from './aws-sns.ts';
export type { QueueMessage, ReceiveOptions, SqsClient } from './aws-sqs.ts';

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

/** The address of a queue that must be there. */
export async function queueUrl(sqs: SqsClient, queue: string): Promise<string> {
  const url = await sqs.getQueueUrl(queue);
  if (url === undefined) throw new Error(`there is no queue ${queue}`);
  return url;
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
