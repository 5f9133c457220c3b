import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { workFolder } from '@mercato/testkit/process';
import { writeNameResolution } from '../../../tools/start/environment.ts';
import { type DaprWorld, type Sidecar, startDaprWorld } from '../../support/dapr-world.ts';
import { someEvent } from '../../support/messages.ts';
import { until } from '../../support/shopper.ts';

const path = '/subscriptions/order-confirmed-v1';
const component = 'components/local/events.yaml';
const subscription = 'subscriptions/order-confirmed-v1.yaml';
const workMs = 1_500;
const many = 30;

const folder = workFolder('names');
const config = `${folder.path}/names.yaml`;

let world: DaprWorld;
beforeAll(() => writeNameResolution(config, `${folder.path}/names.db`));
afterAll(() => folder.remove());
beforeEach(async () => {
  world = await startDaprWorld();
});
afterEach(() => world.stop());

const slow = ({ app }: Sidecar): void => {
  app.answer = () => ({ afterMs: workMs, body: { status: 'SUCCESS' } });
};

describe('the concurrency limit of the events component', () => {
  const peakOf = async (edit?: (path: string, text: string) => string): Promise<number> => {
    const publisher = await world.sidecar({ appId: 'order', files: [component] });
    const cart = await world.sidecar({ appId: 'cart', files: [component, subscription], ...(edit && { edit }) });
    slow(cart);
    const events = Array.from({ length: many }, () => someEvent());
    await Promise.all(events.map((event) => publisher.platform.publisher.publish(event)));
    await until('all deliveries', () => (cart.app.at(path).length >= many ? true : undefined), 40_000);
    return cart.app.peak;
  };

  it('bounds how many events an app is given at a time', async () => {
    expect(await peakOf()).toBe(10);
  });

  it('bounds nothing when it is not there: a backlog would all come at once', async () => {
    expect(await peakOf((_, text) => text.replace(/ {4}- name: concurrencyLimit\n.*\n/, ''))).toBeGreaterThan(10);
  });
});

describe('app-max-concurrency', () => {
  const peakOf = async (flags: readonly string[]): Promise<number> => {
    const callee = await world.sidecar({ appId: 'user', files: [], config, flags });
    const caller = await world.sidecar({ appId: 'cart', files: [], config });
    slow(callee);
    const calls = Array.from({ length: 12 }, async () => {
      const answer = await fetch(`${caller.daprd.url}/v1.0/invoke/user/method/x`);
      await answer.arrayBuffer();
      return answer.status;
    });
    expect(new Set(await Promise.all(calls))).toEqual(new Set([200]));
    return callee.app.peak;
  };

  it('bounds how many invocations an app is given at a time; the others wait', async () => {
    expect(await peakOf(['--app-max-concurrency', '4'])).toBe(4);
  });

  it('bounds nothing when it is not set', async () => {
    expect(await peakOf([])).toBe(12);
  });

  it('counts events and invocations together', async () => {
    const flags = ['--app-max-concurrency', '4'];
    const callee = await world.sidecar({ appId: 'cart', files: [component, subscription], config, flags });
    const publisher = await world.sidecar({ appId: 'order', files: [component], config });
    slow(callee);
    const events = Array.from({ length: 6 }, () => publisher.platform.publisher.publish(someEvent()));
    const calls = Array.from({ length: 6 }, () => fetch(`${publisher.daprd.url}/v1.0/invoke/cart/method/x`));
    await Promise.all([...events, ...calls]);
    await until('all deliveries', () => (callee.app.at(path).length >= 6 ? true : undefined));
    expect(callee.app.peak).toBe(4);
  });
});
