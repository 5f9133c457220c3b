import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { orderApi } from '@mercato/contracts/order';
import { userApi } from '@mercato/contracts/user';
import { type Shop, startShop } from '@mercato/testkit/process';
import { readQueues } from '@mercato/conservation';
import { ShopClient } from '../tests/support/shop-client.ts';
import { newProduct, newShopper, placement, type Shopper } from '../tests/support/shopper.ts';
import { say } from '../tools/shared/progress.ts';
import { costOf, type Counted, rateOf, usageOf } from './checkout/usage.ts';
import { intervalOf } from './lib/statistics.ts';
import { publish } from './performance/publish.ts';
import { quantile } from './requests/offer.ts';

const usage = 'Usage: npm run bench -- checkout [--blocks 5] [--orders 100]';
const [shopperCount, productCount, atOnce] = [16, 40, 8];
const idleMs = 8_000;
const method =
  'The whole shop as `npm start` runs it; orders of one line, 8 at a time, each with `Prefer: wait` until its outcome is known. Counted until the parcels are delivered and the queues are empty, so mails, listings and the archive are in it; what the idle shop uses in that time is taken off. State operations and messages are counted by the sidecars.';

interface Shown extends Counted {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

interface Market {
  readonly shoppers: readonly Shopper[];
  readonly products: readonly string[];
}

const open = async (shop: Shop): Promise<Market> => {
  const client = new ShopClient(shop.url);
  const { 'first-admin-email': email, 'first-admin-password': password } = shop.secrets;
  const { accessToken } = await client.expect(userApi.login, 200, { body: { email, password } });
  const admin = client.as(accessToken);
  const products: string[] = [];
  while (products.length < productCount) products.push(await newProduct(admin, { stock: 100_000 }));
  const shoppers: Shopper[] = [];
  while (shoppers.length < shopperCount) shoppers.push(await newShopper(client));
  return { shoppers, products };
};

const pick = <T>(all: readonly T[], n: number): T => {
  const one = all[n % all.length];
  if (one === undefined) throw new Error('there is nothing to pick from');
  return one;
};

const buy = async ({ shoppers, products }: Market, orders: number): Promise<readonly number[]> => {
  const latencies: number[] = [];
  let next = 0;
  const buyer = async (): Promise<void> => {
    for (let n = next++; n < orders; n = next++) {
      const began = performance.now();
      const productId = pick(products, n * 7);
      await pick(shoppers, n).client.expect(orderApi.placeOrder, 201, placement({ productId }, { wait: 25 }));
      latencies.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, buyer));
  return latencies.toSorted((a, b) => a - b);
};

/** Nothing waits in a queue, and no parcel is on its way. */
const untilQuiet = async (shop: Shop): Promise<void> => {
  for (let quiet = 0; quiet < 8; await sleep(250)) {
    const busy = (await readQueues(shop.aws.sqs)).some(({ messages }) => messages > 0);
    quiet = busy ? 0 : quiet + 1;
  }
};

const roundOf = async (shop: Shop, market: Market, idle: Counted, orders: number): Promise<Shown> => {
  const [before, began] = [await usageOf(shop), performance.now()];
  const latencies = await buy(market, orders);
  const perSecond = orders / ((performance.now() - began) / 1_000);
  await untilQuiet(shop);
  const cost = costOf(before, await usageOf(shop), idle, orders);
  const [p50, p95, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.95), quantile(latencies, 0.99)];
  say(
    `${perSecond.toFixed(1)} checkouts/s, p50 ${p50.toFixed(0)} p95 ${p95.toFixed(0)} ms; CPU-ms a checkout: ` +
      `apps ${(cost.apps * 1_000).toFixed(1)}, sidecars ${(cost.sidecars * 1_000).toFixed(1)}, ` +
      `stand-ins ${(cost.standIns * 1_000).toFixed(1)}; ${cost.reads.toFixed(1)} reads, ${cost.writes.toFixed(1)} writes`,
  );
  return { ...cost, perSecond, p50, p95, p99 };
};

type Asked = readonly [what: string, unit: string, of: (shown: Shown) => number];

const servicesAsked = (name: string): Asked => [
  `service ${name}`,
  'CPU-ms a checkout, sidecar included',
  ({ services }) => (services[name] ?? 0) * 1_000,
];

const figures: readonly Asked[] = [
  ['services', 'CPU-ms a checkout', ({ apps }) => apps * 1_000],
  ['sidecars', 'CPU-ms a checkout', ({ sidecars }) => sidecars * 1_000],
  ['stand-ins for AWS', 'CPU-ms a checkout', ({ standIns }) => standIns * 1_000],
  ['generator', 'CPU-ms a checkout', ({ generator }) => generator * 1_000],
  ['state reads', 'a checkout', ({ reads }) => reads],
  ['state writes', 'a checkout', ({ writes }) => writes],
  ['messages published', 'a checkout', ({ published }) => published],
  ['messages delivered', 'a checkout', ({ delivered }) => delivered],
  ['throughput, 8 at a time', 'checkouts a second', ({ perSecond }) => perSecond],
  ['outcome known, p50', 'ms', ({ p50 }) => p50],
  ['outcome known, p95', 'ms', ({ p95 }) => p95],
  ['outcome known, p99', 'ms', ({ p99 }) => p99],
];

const argumentsOf = (args: readonly string[]): { readonly blocks: number; readonly orders: number } => {
  const options = { blocks: { type: 'string', default: '5' }, orders: { type: 'string', default: '100' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const [blocks, orders] = [Number(values.blocks), Number(values.orders)];
  if (!(blocks > 1 && orders > 0)) throw new Error(usage);
  return { blocks, orders };
};

/** What an order costs from the first request until it is delivered, and where. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { blocks, orders } = argumentsOf(args);
  const env = { SHIPPING_DISPATCH_AFTER_MS: '500', SHIPPING_DELIVER_AFTER_MS: '500' };
  const shop = await startShop({ env });
  try {
    const market = await open(shop);
    await buy(market, 2 * orders);
    await untilQuiet(shop);
    const before = await usageOf(shop);
    await sleep(idleMs);
    const idle = rateOf(before, await usageOf(shop));
    const rounds: Shown[] = [];
    while (rounds.length < blocks) rounds.push(await roundOf(shop, market, idle, orders));
    const names = Object.keys(idle.services).map((name): Asked => servicesAsked(name));
    const found = [...figures, ...names].map(([what, unit, of]) => ({ what, unit, value: intervalOf(rounds.map(of)) }));
    publish({ bench: 'checkout', method, blocks, comparisons: [], figures: found });
  } finally {
    await shop.stop();
  }
};
