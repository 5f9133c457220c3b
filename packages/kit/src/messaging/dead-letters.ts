import type { MessageContract } from '@mercato/contracts/shared';

/** A message that no try can mend, as it was delivered. */
export interface DeadLetter extends Pick<MessageContract, 'topic' | 'kind'> {
  /** The CloudEvent. */
  readonly event: unknown;
}

/**
 * A message as SNS hands it to SQS, so that it can go back to its queue. A sidecar reads the topic's name and nothing else
 * of its ARN.
 */
export const queued = (topic: string, event: unknown): string =>
  JSON.stringify({ Type: 'Notification', TopicArn: `arn:aws:sns:::${topic}`, Message: JSON.stringify(event) });
