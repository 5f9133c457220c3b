import { runInContext } from '@mercato/kit/context';
import { startTelemetry, startWork } from '@mercato/kit/telemetry';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DaprWorld, type Sidecar, startDaprWorld } from '../../support/dapr-world.ts';
import { someEvent } from '../../support/messages.ts';
import { until } from '../../support/shopper.ts';

const path = '/subscriptions/order-confirmed-v1';
const subscription = 'subscriptions/order-confirmed-v1.yaml';
const events = 'components/local/events.yaml';
const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

let world: DaprWorld;
let publisher: Sidecar;
let telemetry: { shutdown(): Promise<void> };

beforeAll(async () => {
  telemetry = await startTelemetry({ service: 'test' });
  world = await startDaprWorld();
  publisher = await world.sidecar({ appId: 'order', files: [events] });
});
afterAll(async () => {
  await world.stop();
  await telemetry.shutdown();
});

const inTrace = <T>(work: () => Promise<T>): Promise<T> =>
  startWork({ name: 'test', kind: 'server', from: { traceparent } }).run(work);

describe('an event', () => {
  it('reaches its subscriber as the CloudEvent it was, with request id and trace', async () => {
    const { app } = await world.sidecar({ appId: 'cart', files: [events, subscription] });
    const message = someEvent();
    await inTrace(() =>
      runInContext({ requestId: 'req-7', deadline: Date.now() + 10_000 }, () =>
        publisher.platform.publisher.publish(message),
      ),
    );
    const seen = await until('the delivery', () => app.at(path)[0]);
    expect(JSON.parse(seen.body)).toMatchObject({
      id: message.id,
      type: message.topic,
      source: 'mercato/order',
      subject: message.subject,
      requestid: 'req-7',
      data: message.data,
    });
    expect((JSON.parse(seen.body) as { traceparent: string }).traceparent).toContain(
      '0af7651916cd43dd8448eb211c80319c',
    );
  });

  it('goes to nobody without the subscription, nor to an app out of its scope', async () => {
    const unsubscribed = await world.sidecar({ appId: 'shipping', files: [events] });
    const outOfScope = await world.sidecar({ appId: 'payment', files: [events, subscription] });
    await publisher.platform.publisher.publish(someEvent());
    await new Promise((resolve) => {
      setTimeout(resolve, 3_000);
    });
    expect(unsubscribed.app.seen).toEqual([]);
    expect(outOfScope.app.seen.filter((r) => r.path.startsWith('/subscriptions'))).toEqual([]);
  });
});
