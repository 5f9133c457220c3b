import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Shop, startShop } from '@mercato/testkit/process';
import { say } from '../tools/shared/progress.ts';
import { asked, type Level, levels, predictedFigures, predictingFrom, type Shown } from './capacity/replicas.ts';
import { buyFrom, inParallel, type Market, openMarket, untilQuiet } from './checkout/market.ts';
import { costOf, rateOf, usageOf } from './checkout/usage.ts';
import { atLeast, numbersOf } from './lib/arguments.ts';
import { compare, inTurns, type Question } from './lib/rounds.ts';
import { publish } from './performance/publish.ts';
import { quantile } from './requests/offer.ts';

const options = { blocks: atLeast(2, 2), orders: atLeast(8, 60) };
const [atOnce, idleMs, settleMs, warmUpOrders] = [8, 6_000, 8_000, 20];
const method =
  'The whole shop with one, two and four replicas of the order service, each with a sidecar of its own, on one machine; orders of one line, 8 at a time, each until its outcome is known. Counted until parcels are delivered and queues are empty; what the shop uses idle is taken off. The model takes what one replica has shown and says what becomes of it: an order costs what it costs, whoever does it; throughput is bounded by the cores of the machine, by one core for each replica, or by the sagas that are under way at once; a replica that waits polls two queues.';

const replicasOf = (shop: Shop): number => shop.apps.filter(({ name }) => name === 'order').length;

/** Replicas come and go; sidecars learn of both some seconds later, and whoever is new has everything yet to compile. */
const withReplicas = async (shop: Shop, level: Level, warmUp: (orders: number) => Promise<unknown>): Promise<void> => {
  const before = replicasOf(shop);
  while (replicasOf(shop) > level) await shop.retire(shop.app('order', replicasOf(shop)));
  while (replicasOf(shop) < level) {
    const replica = await shop.prepare('order', `order-${replicasOf(shop) + 1}`);
    await replica.start();
    await replica.waitUntilReady();
  }
  if (level !== before) await sleep(settleMs);
  if (level > before) await warmUp(warmUpOrders * level);
};

const roundOf = async (shop: Shop, market: Market, orders: number): Promise<Shown> => {
  const quiet = await usageOf(shop);
  await sleep(idleMs);
  const before = await usageOf(shop);
  const idle = rateOf(quiet, before);
  const { seconds, latencies } = await inParallel(orders, atOnce, (n) => buyFrom(market, n));
  await untilQuiet(shop);
  const cost = costOf(before, await usageOf(shop), idle, orders);
  const p50 = quantile(latencies, 0.5);
  return { cost, perSecond: orders / seconds, p50, idleMs: (idle.services['order'] ?? 0) * 1_000 };
};

type ArmName = `${Level} order`;

const questions: readonly Question<ArmName, Shown>[] = levels
  .slice(1)
  .flatMap((level) =>
    asked.map(({ what, unit, of }) => ({ what, unit, of, ours: `${level} order`, other: '1 order' }) as const),
  );

const lineOf = (name: string, shown: Shown): string =>
  `${name}: ${asked.map(({ what, of }) => `${what} ${of(shown).toFixed(1)}`).join(', ')}`;

/** What becomes of an order's cost with more replicas of the service that does most for it, beside what the model says. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { blocks, orders } = numbersOf('replicas', args, options);
  const env = { SHIPPING_DISPATCH_AFTER_MS: '500', SHIPPING_DELIVER_AFTER_MS: '500' };
  // Shedding would end a round, and a replica that is gone looks like one that is slow.
  const shop = await startShop({ env, serviceEnv: { gateway: { ADAPTIVE_LIMITS: 'false' } } });
  try {
    const market = await openMarket(shop, { shoppers: 16, products: 40, stock: 100_000 });
    const warmUp = async (count: number): Promise<void> => {
      await inParallel(count, atOnce, (n) => buyFrom(market, n));
      await untilQuiet(shop);
    };
    await warmUp(2 * orders);
    const measure = async (name: ArmName): Promise<Shown> => {
      await withReplicas(shop, Number(name.split(' ')[0]) as Level, warmUp);
      const shown = await roundOf(shop, market, orders);
      say(lineOf(name, shown));
      return shown;
    };
    const done = await inTurns(['1 order', '2 order', '4 order'] as const, blocks, measure);
    const one = predictingFrom(
      done.flatMap((block) => block['1 order']),
      { cores: cpus().length, buyersAtOnce: atOnce },
    );
    const comparisons = questions.map((question) => compare(done, question));
    publish({ bench: 'replicas', method, blocks, comparisons, figures: predictedFigures(one) });
  } finally {
    await shop.stop();
  }
};
