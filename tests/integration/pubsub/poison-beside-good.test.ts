import { setOrderStatus } from '@mercato/contracts/order';
import { subscription } from '@mercato/kit/messaging';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DaprWorld, startDaprWorld } from '../../support/dapr-world.ts';
import { someCommand } from '../../support/messages.ts';
import { until } from '../../support/shopper.ts';

const topic = 'order-set-status-v1';
const files = [
  'components/local/commands.yaml',
  'components/local/state.yaml',
  `subscriptions/${topic}.yaml`,
  'resiliency.yaml',
];

let world: DaprWorld;
beforeAll(async () => {
  world = await startDaprWorld();
});
afterAll(() => world.stop());

// Twice as many as the sidecar hands out at a time. Were each tried again while the sidecar holds it, as what another try
// may mend is, the good ones would wait for twice twenty seconds.
it('poison that fills a queue of commands holds up no good command', async () => {
  const done = new Set<string>();
  const { platform } = await world.service({ appId: 'order', files }, () => [
    subscription(setOrderStatus, async ({ id }) => void done.add(id)),
  ]);
  const arn = await world.aws.client.sns.createTopic(topic);
  for (let n = 1; n <= 20; n++) {
    const poison = { specversion: '1.0', id: `poison-${n}`, type: topic, data: { orderId: n } };
    await world.aws.client.sns.publish(arn, JSON.stringify(poison));
  }
  const good = Array.from({ length: 5 }, () => someCommand());
  for (const command of good) await platform.publisher.publish(command);
  const published = Date.now();
  await until('every good command', () => (good.every(({ id }) => done.has(id)) ? true : undefined));
  expect(Date.now() - published).toBeLessThan(10_000);
});
