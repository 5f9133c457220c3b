import type { ServiceName } from '@mercato/contracts/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DaprWorld, type Sidecar, startDaprWorld } from '../../support/dapr-world.ts';
import { visibleAfter } from '../../support/dead-letter-world.ts';
import type { FakeAnswer, FakeApp } from '../../support/fake-app.ts';
import { someCommand, someEvent } from '../../support/messages.ts';
import { until } from '../../support/shopper.ts';

const event = { path: '/subscriptions/order-confirmed-v1', file: 'subscriptions/order-confirmed-v1.yaml' };
const command = { path: '/subscriptions/order-set-status-v1', file: 'subscriptions/order-set-status-v1.yaml' };
const components = ['components/local/commands.yaml', 'components/local/events.yaml'];
const visibilityMs = 10_000;
const soon = visibilityMs / 2;
const afterVisibility = visibilityMs - 1_500;

/** Long enough to tell a redelivery by the queue from a retry of the sidecar. */
const slowQueue = visibleAfter(visibilityMs / 1000);

const failing = (times: number, failure: FakeAnswer, app: FakeApp): (() => FakeAnswer) => {
  return () => (app.at(event.path).length <= times ? failure : { body: { status: 'SUCCESS' } });
};

/** How long after its first delivery a message came for the nth time, in milliseconds. */
const waitFor = async (nth: number, app: FakeApp): Promise<number> => {
  const seen = await until('the delivery', () => (app.at(event.path)[nth - 1] ? app.at(event.path) : undefined));
  return (seen[nth - 1]?.at ?? 0) - (seen[0]?.at ?? 0);
};

const setUp = (policies: readonly string[]) => {
  let world: DaprWorld | undefined;
  const sidecars = new Map<ServiceName, Sidecar>();
  beforeAll(async () => {
    world = await startDaprWorld({ visibilitySeconds: visibilityMs / 1000 });
    const files = [...components, event.file, command.file, ...policies];
    for (const appId of ['cart', 'shipping', 'notification', 'order'] as const) {
      sidecars.set(appId, await world.sidecar({ appId, files, edit: slowQueue }));
    }
  });
  afterAll(() => world?.stop());
  return (appId: ServiceName): Sidecar => {
    const sidecar = sidecars.get(appId);
    if (!sidecar) throw new Error(`no sidecar of ${appId}`);
    return sidecar;
  };
};

/** One event for three apps, each of which fails in its own way. */
const publishToFailing = async (of: (appId: ServiceName) => Sidecar, times: number): Promise<void> => {
  of('cart').app.answer = failing(times, { status: 500 }, of('cart').app);
  of('shipping').app.answer = failing(times, { body: { status: 'RETRY' } }, of('shipping').app);
  of('notification').app.answer = failing(1, { status: 503 }, of('notification').app);
  await of('order').platform.publisher.publish(someEvent());
};

/** The app is away for three seconds, as in a restart; says how long after its return the command came. */
const waitAfterReturn = async ({ app, platform }: Sidecar): Promise<number> => {
  await app.stop();
  await platform.publisher.publish(someCommand());
  await new Promise((resolve) => {
    setTimeout(resolve, 3_000);
  });
  await app.start();
  const back = Date.now();
  return (await until('the command', () => app.at(command.path)[0])).at - back;
};

describe('with the policies', () => {
  const of = setUp(['resiliency.yaml']);

  it('a message whose app failed twice, or said RETRY, comes again within seconds', async () => {
    await publishToFailing(of, 2);
    expect(await waitFor(3, of('cart').app)).toBeLessThan(soon);
    expect(await waitFor(3, of('shipping').app)).toBeLessThan(soon);
  });

  it('a 503, which says "not now", goes back to its queue', async () => {
    expect(await waitFor(2, of('notification').app)).toBeGreaterThan(afterVisibility);
  });

  it('a command for an app that refuses connections comes within seconds of its return', async () => {
    expect(await waitAfterReturn(of('order'))).toBeLessThan(4_500);
  });
});

describe('without the policies', () => {
  const of = setUp([]);

  it('a message whose app failed, or said RETRY, comes again only after the visibility timeout', async () => {
    await publishToFailing(of, 1);
    expect(await waitFor(2, of('cart').app)).toBeGreaterThan(afterVisibility);
    expect(await waitFor(2, of('shipping').app)).toBeGreaterThan(afterVisibility);
  });

  it('a command for an app that refuses connections comes only after the visibility timeout', async () => {
    expect(await waitAfterReturn(of('order'))).toBeGreaterThan(afterVisibility - 3_000);
  });
});
