import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { depthOf, queueUrl } from '@mercato/queues';
import { type Letter, readLetters } from '@mercato/queues/dead-letters';
import { workFolder } from '@mercato/testkit/process';
import { queueNamed } from '../../tools/dlq/queue-named.ts';
import { storedReasons } from '../../tools/dlq/reasons.ts';
import { readResources } from '../../tools/local-aws/resources.ts';
import { type DaprWorld, startDaprWorld } from './dapr-world.ts';
import { until } from './shopper.ts';

/** The project's own queues, but a message is soon back, and dead after ten receives. */
export const startImpatientWorld = async (visibilitySeconds = 1): Promise<DaprWorld> => {
  const folder = workFolder('resources');
  const resources = join(folder.path, 'resources.json');
  const { queues, ...others } = readResources();
  const impatientQueues = queues.map((queue) => ({ ...queue, maxReceiveCount: 10 }));
  writeFileSync(resources, JSON.stringify({ ...others, queues: impatientQueues }));
  const world = await startDaprWorld({ visibilitySeconds, resources });
  world.onStop(() => folder.remove());
  return world;
};

/** For the sidecars of that world, whose own timeout goes before their queue's. */
export const visibleAfter =
  (seconds: number) =>
  (_: string, text: string): string =>
    text.replace(/(messageVisibilityTimeout\s+value: )'\d+'/, `$1'${seconds}'`);
export const impatient = visibleAfter(1);

export const depth = async ({ aws }: DaprWorld, queue: string): Promise<number> =>
  depthOf(aws.client.sqs, await queueUrl(aws.client.sqs, queue));

/** Waits until a queue's dead letters are as many, and reads them as `npm run dlq -- show` does. */
export const deadLetters = async (world: DaprWorld, queue: string, many: number): Promise<readonly Letter[]> => {
  const { name } = queueNamed(queue);
  const arrived = async () => ((await depth(world, name)) >= many ? true : undefined);
  await until(`${many} dead letters`, arrived, 60_000);
  const { client, endpoints } = world.aws;
  const reasons = storedReasons({ dynamodb: client.dynamodb, table: readResources().table.name });
  return readLetters(queueNamed(queue), { queues: { sqs: client.sqs, endpoint: endpoints.snssqs }, reasons });
};
