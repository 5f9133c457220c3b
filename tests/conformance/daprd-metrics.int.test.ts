import { setTimeout } from 'node:timers/promises';
import { workFolder } from '@mercato/testkit/process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { externalMetrics } from '../../tools/gen/telemetry/metric-table.ts';
import { writeNameResolution } from '../../tools/start/environment.ts';
import { type DaprWorld, type Sidecar, startDaprWorld } from '../support/dapr-world.ts';
import { someEvent } from '../support/messages.ts';
import { until } from '../support/shopper.ts';
import { exposed } from './exposition.ts';

const ofDaprd = [...externalMetrics.values()].filter(({ source }) => source === 'daprd');
const components = ['components/local/events.yaml', 'components/local/state.yaml', 'resiliency.yaml'];
const folder = workFolder('names');
const config = `${folder.path}/names.yaml`;

const opened = /dapr_resiliency_cb_state\{.*status="open",target="app_cart"\} 1/;
const longerThanOpen = 3_000;

let world: DaprWorld;
let texts: readonly string[];

const metricsOf = async ({ daprd }: Sidecar): Promise<string> =>
  (await fetch(`http://127.0.0.1:${daprd.ports.metrics}/metrics`)).text();

/** Whatever makes a sidecar count: state, an event, calls that succeed, and calls that fail until a breaker opens. */
const exercise = async (order: Sidecar, cart: Sidecar): Promise<void> => {
  const { url } = order.daprd;
  const headers = { 'content-type': 'application/json' };
  await fetch(`${url}/v1.0/state/state`, { method: 'POST', headers, body: JSON.stringify([{ key: 'a', value: 1 }]) });
  await fetch(`${url}/v1.0/state/state/a`);
  await order.platform.publisher.publish(someEvent());
  await until('the event', () => cart.app.at('/subscriptions/order-confirmed-v1')[0]);
  await fetch(`${url}/v1.0/invoke/cart/method/x`);
  texts = [await metricsOf(cart)];
  await cart.daprd.kill();
  await until('an open breaker', async () => {
    await Promise.all([1, 2, 3].map(() => fetch(`${url}/v1.0/invoke/cart/method/x`)));
    return opened.test(await metricsOf(order)) ? true : undefined;
  });
  await setTimeout(longerThanOpen);
  texts = [...texts, await metricsOf(order)];
};

beforeAll(async () => {
  writeNameResolution(config, `${folder.path}/names.db`);
  world = await startDaprWorld();
  const files = [...components, 'subscriptions/order-confirmed-v1.yaml'];
  const cart = await world.sidecar({ appId: 'cart', files, config });
  await exercise(await world.sidecar({ appId: 'order', files: components, config }), cart);
});
afterAll(async () => {
  await world.stop();
  folder.remove();
});

it.each(ofDaprd)('daprd exposes $name with the labels that rules and dashboards use', ({ name, type, labels }) => {
  const found = texts.flatMap((text) => exposed(text).get(name) ?? []);
  expect(found.map((metric) => metric.type)).toContain(type);
  expect(new Set(found.flatMap((metric) => [...metric.labels]))).toEqual(new Set(labels));
});

it('of a breaker daprd says what it was at the last call, also when it would let the next one through', () => {
  expect(texts[1]).toMatch(opened);
});
