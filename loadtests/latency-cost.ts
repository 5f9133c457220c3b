import { startShop } from '@mercato/testkit/process';
import { say } from '../tools/shared/progress.ts';
import { openMarket, untilQuiet } from './checkout/market.ts';
import { type ArmName, arms, startPublisher, type Times, timesOf } from './latency/arms.ts';
import { compare, forthAndBack, type Question } from './lib/rounds.ts';
import { publish } from './performance/publish.ts';
import { quantile } from './requests/offer.ts';
import { atLeast, numbersOf } from './lib/arguments.ts';

const options = { blocks: atLeast(2, 5), times: atLeast(1, 20) };
const method =
  'One at a time, in a shop that has nothing else to do. `accept` is an order put to the order service itself, by a token, until its 202; `publish` one message of 0.6 KB through a sidecar with the same stand-in for SNS. `saga` is the same order until its outcome is known; `steps` are the five calls that a checkout makes of the others, one after the other by the order service’s sidecar, with nothing recorded in between.';

interface Shown {
  readonly p50: number;
  readonly p95: number;
}

const measureWith =
  (times: Times, count: number) =>
  async (name: ArmName): Promise<Shown> => {
    const found: number[] = [];
    while (found.length < count) found.push(await times[name](found.length));
    const sorted = found.toSorted((a, b) => a - b);
    const shown = { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
    say(`${name.padEnd(8)} p50 ${shown.p50.toFixed(1)} p95 ${shown.p95.toFixed(1)} ms`);
    return shown;
  };

const acceptance = { ours: 'accept', other: 'publish', unit: 'ms' } as const;
const saga = { ours: 'saga', other: 'steps', unit: 'ms' } as const;
const questions: readonly Question<ArmName, Shown>[] = [
  { ...acceptance, what: 'acceptance, p50', of: ({ p50 }) => p50, target: { atMost: 1.5 } },
  { ...acceptance, what: 'acceptance, p95', of: ({ p95 }) => p95 },
  { ...saga, what: 'checkout, p50', of: ({ p50 }) => p50, target: { atMost: 2 } },
  { ...saga, what: 'checkout, p95', of: ({ p95 }) => p95 },
];

/** How long one order takes beside what it is made of. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { blocks, times: count } = numbersOf('latency', args, options);
  const shop = await startShop();
  try {
    const market = await openMarket(shop, { shoppers: 8, products: 20, stock: 100_000 });
    const publisher = await startPublisher(shop);
    try {
      const measure = measureWith(timesOf(shop, market, publisher), count);
      for (const arm of arms) await measure(arm);
      await untilQuiet(shop);
      const done = await forthAndBack(arms, blocks, measure);
      publish({ bench: 'latency', method, blocks, comparisons: questions.map((q) => compare(done, q)) });
    } finally {
      await publisher.stop();
    }
  } finally {
    await shop.stop();
  }
};
