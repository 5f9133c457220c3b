import { orderPlaced } from '@mercato/contracts/order';
import { outgoing, subscription } from '@mercato/kit/messaging';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DaprWorld } from '../../support/dapr-world.ts';
import { deadLetters, depth, impatient, startImpatientWorld } from '../../support/dead-letter-world.ts';
import { until } from '../../support/shopper.ts';

const removed = 'order-placed-v1';
const kept = 'shipping-dispatched-v1';
const components = ['components/local/events.yaml', 'components/local/state.yaml'];
const files = (...topics: string[]): readonly string[] => [
  ...components,
  ...topics.map((topic) => `subscriptions/${topic}.yaml`),
];

let world: DaprWorld;
beforeEach(async () => {
  world = await startImpatientWorld();
});
afterEach(() => world.stop());

const placed = () => {
  const at = '2026-01-01T00:00:00.000Z';
  const data = { orderId: 'o1', userId: 'u1', version: 1, region: 'DE', at, items: [] };
  return outgoing(orderPlaced, data, { distinct: 1, time: at });
};

/** The one letter that is to lie in the dead-letter queue, and none left where it came from. */
const theLetter = async () => {
  const [letter, ...others] = await deadLetters(world, 'order-events', 1);
  expect([others, await depth(world, 'order-events')]).toEqual([[], 0]);
  return letter;
};

it('a message for a route that the app has no more is a dead letter, not gone', async () => {
  const { platform } = await world.service({ appId: 'order', files: files(removed), edit: impatient }, () => []);
  const event = placed();
  await platform.publisher.publish(event);
  expect(await theLetter()).toMatchObject({
    eventId: event.id,
    topic: removed,
    subject: 'o1',
    why: { saidBy: 'app', reason: `It came for /subscriptions/${removed}, where there is no subscription` },
  });
});

it('a message for a subscription that the sidecar has no more is a dead letter, not gone', async () => {
  const handled: string[] = [];
  const { platform } = await world.service({ appId: 'order', files: files(kept), edit: impatient }, () => [
    subscription(orderPlaced, async ({ id }) => void handled.push(id)),
  ]);
  const event = placed();
  await platform.publisher.publish(event);
  const letter = await theLetter();
  expect(letter).toMatchObject({ eventId: event.id, topic: removed });
  expect(handled).toEqual([]);
});

it('a message waits in its queue for a sidecar without any subscription', async () => {
  const { platform } = await world.service({ appId: 'order', files: components, edit: impatient }, () => []);
  await platform.publisher.publish(placed());
  await new Promise((resolve) => {
    setTimeout(resolve, 15_000);
  });
  expect([await depth(world, 'order-events'), await depth(world, 'order-events-dlq')]).toEqual([1, 0]);
  const handled: string[] = [];
  await world.service({ appId: 'order', files: files(removed), edit: impatient }, () => [
    subscription(orderPlaced, async ({ id }) => void handled.push(id)),
  ]);
  await until('the message', () => handled[0]);
});
