import type { ServiceName } from '@mercato/contracts/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DaprWorld, Sidecar } from '../../support/dapr-world.ts';
import type { FakeAnswer } from '../../support/fake-app.ts';
import { depth as depthOf, impatient, startImpatientWorld } from '../../support/dead-letter-world.ts';
import { someEvent } from '../../support/messages.ts';
import { until } from '../../support/shopper.ts';

const path = '/subscriptions/order-confirmed-v1';
const files = ['components/local/events.yaml', 'subscriptions/order-confirmed-v1.yaml'];

let world: DaprWorld;
let publisher: Sidecar;
beforeAll(async () => {
  world = await startImpatientWorld();
  // The only app that may publish it.
  publisher = await world.sidecar({ appId: 'order', files: files.slice(0, 1) });
});
afterAll(() => world.stop());

const depth = (queue: string): Promise<number> => depthOf(world, queue);

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
