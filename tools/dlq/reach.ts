import type { QueueSource } from '@mercato/queues';
import type { Reasons } from '@mercato/queues/dead-letters';
import { awsClient, type AwsClient } from '../local-aws/aws-client.ts';
import { readResources } from '../local-aws/resources.ts';
import { reachLocalAws } from '../start/local-aws.ts';
import { storedReasons } from './reasons.ts';

export interface Reached {
  readonly queues: QueueSource;
  readonly reasons: Reasons;
  /** On AWS only. */
  readonly accessKeyId: string | undefined;
}

type Env = Readonly<Record<string, string | undefined>>;

const reached = ({ sqs, dynamodb }: AwsClient, endpoint: string, accessKeyId?: string): Reached => ({
  queues: { sqs, endpoint },
  reasons: storedReasons({ dynamodb, table: readResources().table.name }),
  accessKeyId,
});

const onAws = async (env: Env): Promise<Reached> => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = env;
  const region = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? readResources().region;
  if (!accessKeyId || !secretAccessKey) {
    throw new Error(
      '--aws needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and AWS_SESSION_TOKEN for a role.\n' +
        'The AWS CLI prints those of a profile: aws configure export-credentials --format env',
    );
  }
  const url = (service: string): string => `https://${service}.${region}.amazonaws.com`;
  const endpoints = { dynamodb: url('dynamodb'), snssqs: url('sqs') };
  const client = awsClient({ endpoints, region, accessKeyId, secretAccessKey, sessionToken: AWS_SESSION_TOKEN });
  await client.sqs.getQueueUrl('order-commands').catch((error: unknown) => {
    const hint = `${endpoints.snssqs} cannot be reached`;
    throw error instanceof TypeError ? new Error(hint, { cause: error }) : error;
  });
  return reached(client, endpoints.snssqs, accessKeyId);
};

/** The queues and notes of a local shop, or of the account that the environment's credentials are for. */
export const reach = async (aws: boolean, env: Env): Promise<Reached> => {
  if (aws) return onAws(env);
  const { client, endpoint } = await reachLocalAws(env);
  return reached(client, endpoint);
};
