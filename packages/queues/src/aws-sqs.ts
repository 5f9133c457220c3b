import { callJson, type AwsEndpoint } from './aws-request.ts';

export interface QueueMessage {
  id: string;
  receiptHandle: string;
  body: string;
  attributes: Record<string, string>;
}

export interface ReceiveOptions {
  max?: number;
  waitSeconds?: number;
  /** 0 looks at messages without hiding them from others. */
  visibilitySeconds?: number;
}

export interface SqsClient {
  createQueue(name: string, attributes?: Record<string, string>): Promise<string>;
  /** Undefined when there is no such queue. */
  getQueueUrl(name: string): Promise<string | undefined>;
  getQueueAttributes(queueUrl: string): Promise<Record<string, string>>;
  setQueueAttributes(queueUrl: string, attributes: Record<string, string>): Promise<void>;
  receiveMessage(queueUrl: string, options?: ReceiveOptions): Promise<QueueMessage[]>;
  sendMessage(queueUrl: string, body: string): Promise<string>;
  deleteMessage(queueUrl: string, receiptHandle: string): Promise<void>;
  purgeQueue(queueUrl: string): Promise<void>;
  /** Begins to move all messages of a dead-letter queue to another one. False where the service has no such task. */
  startMoveTask(deadLetterQueueArn: string, destinationArn: string): Promise<boolean>;
  /** The latest task of a dead-letter queue. */
  moveTask(deadLetterQueueArn: string): Promise<MoveTask | undefined>;
}

export interface MoveTask {
  status: string;
  moved: number;
  failure?: string | undefined;
}

// As the stand-ins say it, and as AWS would of a queue that is none of its kind.
const unknownAction = new Set([
  'InvalidAction',
  'UnknownOperation',
  'UnknownOperationException',
  'UnsupportedOperation',
]);
const absent = new Set(['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue', 'NonExistentQueue']);

interface RawMessage {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
  Attributes?: Record<string, string>;
}

function toMessage(raw: RawMessage): QueueMessage {
  return { id: raw.MessageId, receiptHandle: raw.ReceiptHandle, body: raw.Body, attributes: raw.Attributes ?? {} };
}

function hasCode(error: unknown, codes: Set<string>): boolean {
  return error instanceof Error && 'code' in error && codes.has(String(error.code));
}

type Call = <T>(action: string, body: object, timeoutMs?: number) => Promise<T>;

async function receive(call: Call, QueueUrl: string, options: ReceiveOptions): Promise<QueueMessage[]> {
  const { max = 10, waitSeconds = 0, visibilitySeconds } = options;
  const body = {
    QueueUrl,
    MaxNumberOfMessages: max,
    WaitTimeSeconds: waitSeconds,
    AttributeNames: ['All'],
    ...(visibilitySeconds !== undefined && { VisibilityTimeout: visibilitySeconds }),
  };
  const answer = await call<{ Messages?: RawMessage[] }>('ReceiveMessage', body, (waitSeconds + 10) * 1000);
  return (answer.Messages ?? []).map(toMessage);
}

async function startMoveTask(call: Call, SourceArn: string, DestinationArn: string): Promise<boolean> {
  try {
    await call('StartMessageMoveTask', { SourceArn, DestinationArn });
    return true;
  } catch (error) {
    if (hasCode(error, unknownAction)) return false;
    throw error;
  }
}

interface RawTask {
  Status: string;
  ApproximateNumberOfMessagesMoved?: number;
  FailureReason?: string;
}

async function moveTask(call: Call, SourceArn: string): Promise<MoveTask | undefined> {
  const { Results = [] } = await call<{ Results?: RawTask[] }>('ListMessageMoveTasks', { SourceArn, MaxResults: 1 });
  const [task] = Results;
  return (
    task && { status: task.Status, moved: task.ApproximateNumberOfMessagesMoved ?? 0, failure: task.FailureReason }
  );
}

export function sqsClient(endpoint: AwsEndpoint): SqsClient {
  const call: Call = <T>(action: string, body: object, timeoutMs = 10_000) =>
    callJson<T>(endpoint, { service: 'sqs', target: `AmazonSQS.${action}`, version: '1.0', body, timeoutMs });
  return {
    async createQueue(name, attributes = {}) {
      const answer = await call<{ QueueUrl: string }>('CreateQueue', { QueueName: name, Attributes: attributes });
      return answer.QueueUrl;
    },
    async getQueueUrl(name) {
      try {
        return (await call<{ QueueUrl: string }>('GetQueueUrl', { QueueName: name })).QueueUrl;
      } catch (error) {
        if (hasCode(error, absent)) return undefined;
        throw error;
      }
    },
    async getQueueAttributes(QueueUrl) {
      const body = { QueueUrl, AttributeNames: ['All'] };
      return (await call<{ Attributes?: Record<string, string> }>('GetQueueAttributes', body)).Attributes ?? {};
    },
    async setQueueAttributes(QueueUrl, Attributes) {
      await call('SetQueueAttributes', { QueueUrl, Attributes });
    },
    receiveMessage: (queueUrl, options) => receive(call, queueUrl, options ?? {}),
    async sendMessage(QueueUrl, MessageBody) {
      return (await call<{ MessageId: string }>('SendMessage', { QueueUrl, MessageBody })).MessageId;
    },
    async deleteMessage(QueueUrl, ReceiptHandle) {
      await call('DeleteMessage', { QueueUrl, ReceiptHandle });
    },
    async purgeQueue(QueueUrl) {
      await call('PurgeQueue', { QueueUrl });
    },
    startMoveTask: (from, to) => startMoveTask(call, from, to),
    moveTask: (arn) => moveTask(call, arn),
  };
}
