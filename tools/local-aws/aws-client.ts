import { dynamoDbClient, type DynamoDbClient } from './aws-dynamodb.ts';
import { snsClient, type SnsClient } from './aws-sns.ts';
import { sqsClient, type SqsClient } from './aws-sqs.ts';

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
}

export interface AwsClient {
  dynamodb: DynamoDbClient;
  sns: SnsClient;
  sqs: SqsClient;
  /** Sends every message of a dead-letter queue back to its queue; returns how many. */
  redrive(deadLetterQueue: string, queue: string): Promise<number>;
}

async function urlOf(sqs: SqsClient, queue: string): Promise<string> {
  const url = await sqs.getQueueUrl(queue);
  if (url === undefined) throw new Error(`there is no queue ${queue}`);
  return url;
}

/** No stand-in has StartMessageMoveTask, so each message is sent on before it is deleted: a crash repeats, never loses. */
async function redrive(sqs: SqsClient, deadLetterQueue: string, queue: string): Promise<number> {
  const [from, to] = await Promise.all([urlOf(sqs, deadLetterQueue), urlOf(sqs, queue)]);
  let moved = 0;
  for (;;) {
    const messages = await sqs.receiveMessage(from);
    if (messages.length === 0) return moved;
    for (const message of messages) {
      await sqs.sendMessage(to, message.body);
      await sqs.deleteMessage(from, message.receiptHandle);
      moved++;
    }
  }
}

export function awsClient({ endpoints, region = 'us-east-1', accessKeyId = 'tools' }: AwsClientOptions): AwsClient {
  const sqs = sqsClient({ url: endpoints.snssqs, region, accessKeyId });
  return {
    dynamodb: dynamoDbClient({ url: endpoints.dynamodb, region, accessKeyId }),
    sns: snsClient({ url: endpoints.snssqs, region, accessKeyId }),
    sqs,
    redrive: (deadLetterQueue, queue) => redrive(sqs, deadLetterQueue, queue),
  };
}
