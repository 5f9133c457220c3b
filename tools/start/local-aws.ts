import { join } from 'node:path';
import { awsClient, type AwsClient } from '../local-aws/aws-client.ts';
import { launchLocalAws, type LocalAws } from '../local-aws/launch.ts';
import { logsDir, stateDir } from '../shared/paths.ts';

export const awsPorts = { dynamodb: 4566, snssqs: 4567 };

/** Which of our ports the chosen stand-in will listen on. */
export function awsPortsOf(choice: string | undefined): number[] {
  if (choice === undefined || choice === '') return Object.values(awsPorts);
  return choice === 'ministack' ? [awsPorts.dynamodb] : [];
}

/** Where the stand-in of a running shop answers. */
export function localEndpoints(choice: string | undefined): { dynamodb: string; snssqs: string } {
  const url = (port: number): string => `http://127.0.0.1:${port}`;
  if (choice === undefined || choice === '') return { dynamodb: url(awsPorts.dynamodb), snssqs: url(awsPorts.snssqs) };
  const one = choice === 'ministack' ? url(awsPorts.dynamodb) : choice.replace(/\/$/, '');
  return { dynamodb: one, snssqs: one };
}

/**
 * The stand-in is chosen when the shop starts, and nothing can ask the shop which one it was: LOCAL_AWS says it again. Or
 * the two addresses that its sidecars have do.
 */
export async function reachLocalAws(
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ client: AwsClient; endpoint: string }> {
  const chosen = localEndpoints(env['LOCAL_AWS']);
  const endpoints = {
    dynamodb: env['AWS_ENDPOINT_DYNAMODB'] ?? chosen.dynamodb,
    snssqs: env['AWS_ENDPOINT_SNSSQS'] ?? chosen.snssqs,
  };
  const client = awsClient({ endpoints });
  await client.sqs.getQueueUrl('order-commands').catch((error: unknown) => {
    const hint = `no queues answer at ${endpoints.snssqs}: set LOCAL_AWS as npm start had it`;
    throw error instanceof TypeError ? new Error(hint, { cause: error }) : error;
  });
  return { client, endpoint: endpoints.snssqs };
}

export function startLocalAws(choice: string | undefined): Promise<LocalAws> {
  const data = join(stateDir, 'aws');
  const record = process.env['RECORD_AWS'];
  return launchLocalAws({ data, logFile: join(logsDir, 'local-aws.log'), ports: awsPorts, choice, record });
}
