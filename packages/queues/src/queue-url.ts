import type { SqsClient } from './aws-sqs.ts';

/** The address of a queue that must be there. */
export const queueUrl = async (sqs: Pick<SqsClient, 'getQueueUrl'>, queue: string): Promise<string> => {
  const url = await sqs.getQueueUrl(queue);
  if (url === undefined) throw new Error(`there is no queue ${queue}`);
  return url;
};
