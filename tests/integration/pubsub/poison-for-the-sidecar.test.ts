import { orderConfirmed } from '@mercato/contracts/order';
import { subscription } from '@mercato/kit/messaging';
import type { Daprd } from '@mercato/testkit/process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DaprWorld } from '../../support/dapr-world.ts';
import { deadLetters, depth, impatient, startImpatientWorld } from '../../support/dead-letter-world.ts';
import { someEvent } from '../../support/messages.ts';
import { until } from '../../support/shopper.ts';

const topic = 'order-confirmed-v1';
const files = ['components/local/events.yaml', 'components/local/state.yaml', `subscriptions/${topic}.yaml`];

let world: DaprWorld;
beforeAll(async () => {
  world = await startImpatientWorld();
});
afterAll(() => world.stop());

/** Starts a sidecar again whenever it ends, as a kubelet does. */
const keepUp = (sidecar: Daprd) => {
  const up = { starts: 0, stopped: false };
  const tend = async (): Promise<void> => {
    for (;;) {
      await sidecar.ended();
      if (up.stopped) return;
      up.starts += 1;
      await sidecar.start();
    }
  };
  void tend();
  return up;
};

// Dapr 1.18 takes for granted that a traceparent is text, and dies of any other. Only whoever may publish to the topic
// can send one, and kit never does.
it('an event that kills its sidecar ends as a dead letter too, and good ones are done', async () => {
  const done = new Set<string>();
  const { daprd } = await world.service({ appId: 'cart', files, edit: impatient }, () => [
    subscription(orderConfirmed, async ({ id }) => void done.add(id)),
  ]);
  const order = await world.sidecar({ appId: 'order', files: files.slice(0, 1) });
  const { id, subject, time, data } = someEvent();
  const { sns } = world.aws.client;
  const up = keepUp(daprd);
  world.onStop(() => void (up.stopped = true));
  const deadly = { specversion: '1.0', id, type: topic, source: 'mercato/order', subject, time, data, traceparent: 7 };
  await sns.publish(await sns.createTopic(topic), JSON.stringify(deadly));
  const good = Array.from({ length: 5 }, () => someEvent());
  for (const event of good) await order.platform.publisher.publish(event);
  const letters = await deadLetters(world, 'cart-events', 1);
  expect(letters).toMatchObject([{ eventId: id, subject, why: { saidBy: 'nobody' } }]);
  expect(up.starts).toBeGreaterThan(2);
  await until('every good event', () => (good.every((event) => done.has(event.id)) ? true : undefined));
  expect(await depth(world, 'cart-events')).toBe(0);
}, 120_000);
