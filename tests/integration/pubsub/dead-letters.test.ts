import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceName } from '@mercato/contracts/shared';
import { workFolder } from '@mercato/testkit/process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readResources } from '../../../tools/local-aws/resources.ts';
import { type DaprWorld, type Sidecar, startDaprWorld } from '../../support/dapr-world.ts';
import type { FakeAnswer } from '../../support/fake-app.ts';
import { someEvent } from '../../support/messages.ts';
import { until } from '../../support/shopper.ts';

const path = '/subscriptions/order-confirmed-v1';
const files = ['components/local/events.yaml', 'subscriptions/order-confirmed-v1.yaml'];

let world: DaprWorld;
let publisher: Sidecar;
const folder = workFolder('resources');

/** The project's own queues, with which ten receives are enough. */
const impatientQueues = (): string => {
  const file = join(folder.path, 'resources.json');
  const resources = readResources();
  const queues = resources.queues.map((queue) => ({ ...queue, maxReceiveCount: 10 }));
  writeFileSync(file, JSON.stringify({ ...resources, queues }));
  return file;
};

beforeAll(async () => {
  world = await startDaprWorld({ visibilitySeconds: 1, resources: impatientQueues() });
  // The only app that may publish it.
  publisher = await world.sidecar({ appId: 'order', files: files.slice(0, 1) });
});
afterAll(async () => {
  await world.stop();
  folder.remove();
});

/** As in the project, but back within a second, so that ten receives are soon over. */
const impatient = (_: string, text: string): string =>
  text.replace(/(messageVisibilityTimeout\s+value: )'\d+'/, "$1'1'");

const depth = async (queue: string): Promise<number> => {
  const { sqs } = world.aws.client;
  const url = await sqs.getQueueUrl(queue);
  const attributes = await sqs.getQueueAttributes(url ?? '');
  return (
    Number(attributes['ApproximateNumberOfMessages']) + Number(attributes['ApproximateNumberOfMessagesNotVisible'])
  );
};

describe('a message that is never handled', () => {
  it('comes again, ends in the dead-letter queue, and is delivered after a redrive', async () => {
    const { app } = await world.sidecar({ appId: 'cart', files, edit: impatient });
    app.answer = () => ({ body: { status: 'RETRY' } });
    const message = someEvent();
    await publisher.platform.publisher.publish(message);
    await until('the dead letter', async () => ((await depth('cart-events-dlq')) === 1 ? true : undefined), 45_000);
    expect(app.at(path).length).toBeGreaterThanOrEqual(10);
    expect(await depth('cart-events')).toBe(0);

    app.answer = () => ({ body: { status: 'SUCCESS' } });
    const before = app.at(path).length;
    expect(await world.aws.client.redrive('cart-events-dlq', 'cart-events')).toBe(1);
    const again = await until('the redriven message', () => app.at(path)[before]);
    expect((JSON.parse(again.body) as { id: string }).id).toBe(message.id);
    await until('empty queues', async () =>
      (await depth('cart-events')) + (await depth('cart-events-dlq')) === 0 ? true : undefined,
    );
  });

  it.each<[string, ServiceName, FakeAnswer]>([
    ['the answer DROP', 'shipping', { body: { status: 'DROP' } }],
    ['the status 404', 'notification', { status: 404, body: {} }],
  ])('is lost without a trace by %s: why neither is ever given', async (_, appId, answer) => {
    const { app } = await world.sidecar({ appId, files, edit: impatient });
    app.answer = () => answer;
    await publisher.platform.publisher.publish(someEvent());
    await until('the delivery', () => app.at(path)[0]);
    await until('the queue to be empty', async () => ((await depth(`${appId}-events`)) === 0 ? true : undefined));
    expect(await depth(`${appId}-events-dlq`)).toBe(0);
  });
});
