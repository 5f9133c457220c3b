import { setTimeout as sleep } from 'node:timers/promises';
import { orderApi } from '@mercato/contracts/order';
import { depthOf, queueUrl } from '@mercato/queues';
import { type Shop, startShop } from '@mercato/testkit/process';
import { placement } from '../tests/support/shopper.ts';
import { say } from '../tools/shared/progress.ts';
import { buyFrom, inParallel, type Market, openMarket, pick, untilQuiet } from './checkout/market.ts';
import { compare, inTurns, type Question } from './lib/rounds.ts';
import { publish } from './performance/publish.ts';
import { atLeast, numbersOf } from './lib/arguments.ts';

const options = { blocks: atLeast(2, 2), orders: atLeast(1, 1_000), steady: atLeast(1, 100) };
const method =
  'Orders of one line. `burst`: all of them put to the order service as fast as it takes them, 64 at a time, and then until its queue of commands is empty, which it is once every checkout has come to its end. `steady`: fewer, 8 at a time, each until its outcome is known. Told is the time an order takes in each, so that 1 means that a burst is worked off at the steady rate.';

type ArmName = 'burst' | 'steady';

interface Given {
  readonly blocks: number;
  readonly orders: number;
  readonly steady: number;
}

const untilWorkedOff = async ({ aws: { sqs } }: Shop): Promise<void> => {
  const commands = await queueUrl(sqs, 'order-commands');
  while ((await depthOf(sqs, commands)) > 0) await sleep(100);
};

const arms = (shop: Shop, market: Market, { orders, steady }: Given) => ({
  burst: async (): Promise<number> => {
    const began = performance.now();
    await inParallel(orders, 64, async (n) => {
      const client = pick(market.shoppers, n).client.at(shop.app('order').url, shop.asGateway);
      await client.expect(orderApi.placeOrder, 202, placement({ productId: pick(market.products, n * 7) }));
    });
    await untilWorkedOff(shop);
    return (performance.now() - began) / orders;
  },
  steady: async (): Promise<number> =>
    ((await inParallel(steady, 8, (n) => buyFrom(market, n))).seconds * 1_000) / steady,
});

const question: Question<ArmName, number> = {
  what: 'orders that come at once',
  unit: 'ms an order',
  ours: 'burst',
  other: 'steady',
  of: (ms) => ms,
  target: { atMost: 1.3 },
};

/** Whether a thousand orders at once are worked off as fast as they would be one by one. */
export const run = async (args: readonly string[]): Promise<void> => {
  const given = numbersOf('burst', args, options);
  const shop = await startShop();
  try {
    const market = await openMarket(shop, { shoppers: 16, products: 40, stock: 100_000 });
    const measured = arms(shop, market, given);
    const measure = async (name: ArmName): Promise<number> => {
      const ms = await measured[name]();
      await untilQuiet(shop);
      say(`${name.padEnd(6)} ${ms.toFixed(1)} ms an order`);
      return ms;
    };
    await measure('steady');
    const done = await inTurns(['burst', 'steady'] as const, given.blocks, measure);
    publish({ bench: 'burst', method, blocks: given.blocks, comparisons: [compare(done, question)] });
  } finally {
    await shop.stop();
  }
};
