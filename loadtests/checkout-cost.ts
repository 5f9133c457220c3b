import { setTimeout as sleep } from 'node:timers/promises';
import { type Shop, startShop } from '@mercato/testkit/process';
import { say } from '../tools/shared/progress.ts';
import { buyFrom, inParallel, type Market, openMarket, untilQuiet } from './checkout/market.ts';
import { costOf, type Counted, rateOf, usageOf } from './checkout/usage.ts';
import type { Figure } from './lib/history.ts';
import { proportionalMb, residentMb } from './lib/processes.ts';
import { intervalOf } from './lib/statistics.ts';
import { publish } from './performance/publish.ts';
import { quantile } from './requests/offer.ts';
import { atLeast, numbersOf } from './lib/arguments.ts';

const options = { blocks: atLeast(2, 5), orders: atLeast(1, 100) };
const size = { shoppers: 16, products: 40, stock: 100_000 };
const atOnce = 8;
const idleMs = 8_000;
const method =
  'The whole shop as `npm start` runs it; orders of one line, 8 at a time, each with `Prefer: wait` until its outcome is known. Counted until the parcels are delivered and the queues are empty, so mails, listings and the archive are in it; what the idle shop uses in that time is taken off. State operations and messages are counted by the sidecars.';

interface Shown extends Counted {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly residentMb: number;
  readonly proportionalMb: number;
}

/** Services, sidecars and the stand-in for AWS. */
const memoryOf = ({ apps, localAws }: Shop): Pick<Shown, 'residentMb' | 'proportionalMb'> => {
  const processes = [localAws.process, ...apps.flatMap(({ service, sidecar }) => [service, sidecar])];
  const all = (of: (pid: number) => number): number => processes.reduce((sum, one) => sum + of(one?.pid ?? 0), 0);
  return { residentMb: all(residentMb), proportionalMb: all(proportionalMb) };
};

const roundOf = async (shop: Shop, market: Market, idle: Counted, orders: number): Promise<Shown> => {
  const before = await usageOf(shop);
  const { seconds, latencies } = await inParallel(orders, atOnce, (n) => buyFrom(market, n));
  const perSecond = orders / seconds;
  await untilQuiet(shop);
  const cost = costOf(before, await usageOf(shop), idle, orders);
  const [p50, p95, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.95), quantile(latencies, 0.99)];
  say(
    `${perSecond.toFixed(1)} checkouts/s, p50 ${p50.toFixed(0)} p95 ${p95.toFixed(0)} ms; CPU-ms a checkout: ` +
      `apps ${(cost.apps * 1_000).toFixed(1)}, sidecars ${(cost.sidecars * 1_000).toFixed(1)}, ` +
      `stand-ins ${(cost.standIns * 1_000).toFixed(1)}; ${cost.reads.toFixed(1)} reads, ${cost.writes.toFixed(1)} writes`,
  );
  return { ...cost, perSecond, p50, p95, p99, ...memoryOf(shop) };
};

type Asked = readonly [what: string, unit: string, of: (shown: Shown) => number];

const servicesAsked = (name: string): readonly Asked[] => [
  [`service ${name}`, 'CPU-ms a checkout, sidecar included', ({ services }) => (services[name] ?? 0) * 1_000],
  [`service ${name}, state reads`, 'a checkout', ({ readsBy }) => readsBy[name] ?? 0],
  [`service ${name}, state writes`, 'a checkout', ({ writesBy }) => writesBy[name] ?? 0],
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
  ['resident, all processes', 'MB', (shown) => shown.residentMb],
  ['resident, all processes, shared parts divided', 'MB', (shown) => shown.proportionalMb],
];
const targets: Readonly<Record<string, Figure['target']>> = { 'resident, all processes': { atMost: 2_560 } };

/** What an order costs from the first request until it is delivered, and where. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { blocks, orders } = numbersOf('checkout', args, options);
  const env = { SHIPPING_DISPATCH_AFTER_MS: '500', SHIPPING_DELIVER_AFTER_MS: '500' };
  const shop = await startShop({ env });
  try {
    const market = await openMarket(shop, size);
    await inParallel(2 * orders, atOnce, (n) => buyFrom(market, n));
    await untilQuiet(shop);
    const before = await usageOf(shop);
    await sleep(idleMs);
    const idle = rateOf(before, await usageOf(shop));
    const rounds: Shown[] = [];
    while (rounds.length < blocks) rounds.push(await roundOf(shop, market, idle, orders));
    const names = Object.keys(idle.services).flatMap(servicesAsked);
    const found = [...figures, ...names].map(([what, unit, of]): Figure => {
      const target = targets[what];
      return { what, unit, value: intervalOf(rounds.map(of)), ...(target && { target }) };
    });
    publish({ bench: 'checkout', method, blocks, comparisons: [], figures: found });
  } finally {
    await shop.stop();
  }
};
