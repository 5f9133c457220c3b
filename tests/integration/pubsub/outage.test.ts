import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { peek } from '@mercato/queues';
import { flags } from '../../../tools/shared/flags.ts';
import { readRunFile } from '../../../tools/start/run-file.ts';
import { type DaprWorld, type Sidecar, startDaprWorld } from '../../support/dapr-world.ts';
import { depth, startImpatientWorld, visibleAfter } from '../../support/dead-letter-world.ts';
import { someCommand, someEvent } from '../../support/messages.ts';
import { until } from '../../support/shopper.ts';

const outageMs = 30_000;
const event = '/subscriptions/order-confirmed-v1';
const command = '/subscriptions/order-set-status-v1';
const files = [
  'components/local/events.yaml',
  'components/local/commands.yaml',
  'subscriptions/order-confirmed-v1.yaml',
  'subscriptions/order-set-status-v1.yaml',
  'resiliency.yaml',
];

const { common } = readRunFile();
const healthCheck = [
  '--enable-app-health-check',
  ...flags({
    'app-health-check-path': common.appHealthCheckPath,
    'app-health-probe-interval': common.appHealthProbeInterval,
    'app-health-probe-timeout': common.appHealthProbeTimeout,
    'app-health-threshold': common.appHealthThreshold,
  }),
];

let world: DaprWorld;
afterEach(() => world.stop());

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** The app dies with messages on their way, more come while it is away, and it comes back. */
const outage = async ({ app }: Sidecar, publish: () => Promise<void>): Promise<void> => {
  await publish();
  await app.stop();
  for (let times = 0; times < 3; times++) {
    await publish();
    await pause(outageMs / 3);
  }
};

describe('an app that is away for thirty seconds, with the settings of the project', () => {
  beforeEach(async () => {
    world = await startDaprWorld();
  });

  it('loses nothing and leaves no dead letter', async () => {
    const order = await world.sidecar({ appId: 'order', files, flags: healthCheck });
    const cart = await world.sidecar({ appId: 'cart', files, flags: healthCheck });
    const sent: string[] = [];
    const away = outage(cart, async () => {
      const message = someEvent();
      await order.platform.publisher.publish(message);
      sent.push(message.id);
    });
    const alsoAway = outage(order, async () => {
      const message = someCommand();
      await order.platform.publisher.publish(message);
      sent.push(message.id);
    });
    await Promise.all([away, alsoAway]);
    await Promise.all([cart.app.start(), order.app.start()]);
    const ids = () =>
      [...cart.app.at(event), ...order.app.at(command)].map((r) => (JSON.parse(r.body) as { id: string }).id);
    await until('every message', () => (sent.every((id) => ids().includes(id)) ? true : undefined), 70_000);
    const queues = ['cart-events', 'cart-events-dlq', 'order-commands', 'order-commands-dlq'];
    await until('empty queues', async () =>
      (await Promise.all(queues.map((q) => depth(world, q)))).every((n) => n === 0) ? true : undefined,
    );
    expect(new Set(sent).size).toBe(8);
  }, 150_000);
});

describe('an outage for longer than all receives of a message take', () => {
  // Ten receives of two seconds each: no more than twenty of the thirty seconds.
  const short = visibleAfter(2);
  const brisk = healthCheck.map((word) => word).with(healthCheck.indexOf('--app-health-threshold') + 1, '2');
  beforeEach(async () => {
    world = await startImpatientWorld(2);
  });

  it('costs a message all of them, unless the health check stops deliveries', async () => {
    const order = await world.sidecar({ appId: 'order', files });
    const cart = await world.sidecar({ appId: 'cart', files, edit: short, flags: brisk });
    const shipping = await world.sidecar({ appId: 'shipping', files, edit: short });
    await Promise.all([cart.app.stop(), shipping.app.stop()]);
    await pause(4_000);
    await order.platform.publisher.publish(someEvent());
    await pause(outageMs);
    expect([await depth(world, 'shipping-events'), await depth(world, 'shipping-events-dlq')]).toEqual([0, 1]);
    expect([await depth(world, 'cart-events'), await depth(world, 'cart-events-dlq')]).toEqual([1, 0]);
    const source = { sqs: world.aws.client.sqs, endpoint: world.aws.endpoints.snssqs };
    const [message] = await peek('cart-events', source);
    // The poll that was open when the check failed may still be given it.
    expect(message?.receives).toBeLessThanOrEqual(1);
  });
});
