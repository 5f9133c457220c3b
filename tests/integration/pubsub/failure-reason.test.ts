import { orderConfirmed } from '@mercato/contracts/order';
import { errors } from '@mercato/kit/errors';
import { subscription } from '@mercato/kit/messaging';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DaprWorld } from '../../support/dapr-world.ts';
import { deadLetters, depth, impatient, startImpatientWorld } from '../../support/dead-letter-world.ts';
import { someEvent } from '../../support/messages.ts';
import { until } from '../../support/shopper.ts';

const files = ['components/local/events.yaml', 'components/local/state.yaml', 'subscriptions/order-confirmed-v1.yaml'];

let world: DaprWorld;
beforeAll(async () => {
  world = await startImpatientWorld();
});
afterAll(() => world.stop());

it('a dead letter tells the last failure of its handler, and completes its work after a redrive', async () => {
  let failure: Error | undefined = errors.unavailable('product');
  const done: string[] = [];
  const handle = async ({ id }: { readonly id: string }): Promise<void> => {
    if (failure) throw failure;
    done.push(id);
  };
  await world.service({ appId: 'cart', files, edit: impatient }, () => [subscription(orderConfirmed, handle)]);
  const order = await world.sidecar({ appId: 'order', files: files.slice(0, 1) });
  const event = someEvent();
  await order.platform.publisher.publish(event);
  const [letter] = await deadLetters(world, 'cart-events', 1);
  expect(letter).toMatchObject({
    eventId: event.id,
    subject: event.subject,
    why: { saidBy: 'app', code: 'dependency.unavailable', reason: 'product is not available' },
  });
  expect(letter?.attempts).toBeGreaterThan(10);

  failure = undefined;
  expect(await world.aws.client.redrive('cart-events-dlq', 'cart-events')).toBe(1);
  await until('the redriven event', () => done.find((id) => id === event.id));
  await until('empty queues', async () =>
    (await depth(world, 'cart-events')) + (await depth(world, 'cart-events-dlq')) === 0 ? true : undefined,
  );
});
