import { join } from 'node:path';
import { startShop, workFolder } from '@mercato/testkit/process';
import { say } from '../tools/shared/progress.ts';
import { inParallel } from './checkout/market.ts';
import { type ArmName, naiveSeller, productSeller, type Seller } from './contention/arms.ts';
import { countedAt, storeCallsOf } from './contention/calls.ts';
import { cpuSeconds } from './lib/processes.ts';
import { type Block, compare, forthAndBack, type Question } from './lib/rounds.ts';
import { intervalOf } from './lib/statistics.ts';
import { publish } from './performance/publish.ts';
import { quantile } from './requests/offer.ts';
import { atLeast, numbersOf } from './lib/arguments.ts';

const options = { blocks: atLeast(2, 5), buyers: atLeast(1, 64), rounds: atLeast(1, 2) };
const method =
  'So many buyers at a time of one unit of one item each. `product` is the product service as it ships, asked to reserve as the order service asks; `naive` a bare Fastify with the typed client of `@dapr/dapr` that reads with the ETag, writes if nobody else did, and tries again. Both before the same stand-in for DynamoDB, which counts what each asks of it; refused writes count.';

/** For one accepted buyer. */
interface Shown {
  readonly writes: number;
  readonly reads: number;
  readonly cpuMs: number;
  readonly perSecond: number;
  readonly p99: number;
}

interface Sale {
  readonly buyers: number;
  /** How many buy, one after the other, in each buyer's place. */
  readonly rounds: number;
}

const used = ({ pids }: Seller): number => pids.reduce((total, pid) => total + cpuSeconds(pid), 0);

const measureWith =
  (sellers: Readonly<Record<ArmName, Seller>>, dynamodb: string, { buyers, rounds }: Sale) =>
  async (name: ArmName): Promise<Shown> => {
    const [seller, count] = [sellers[name], buyers * rounds];
    await seller.open();
    const calls = async () => storeCallsOf(await countedAt(dynamodb), seller.caller);
    const [before, cpu] = [await calls(), used(seller)];
    const { seconds, latencies } = await inParallel(count, buyers, () => seller.sell());
    const after = await calls();
    const shown = {
      writes: (after.writes - before.writes) / count,
      reads: (after.reads - before.reads) / count,
      cpuMs: ((used(seller) - cpu) * 1_000) / count,
      perSecond: count / seconds,
      p99: quantile(latencies, 0.99),
    };
    const numbers = Object.entries(shown).map(([what, value]) => `${what} ${value.toFixed(2)}`);
    say(`${name.padEnd(8)} ${numbers.join('  ')}`);
    return shown;
  };

const beside = { ours: 'product', other: 'naive' } as const;
const questions: readonly Question<ArmName, Shown>[] = [
  { ...beside, what: 'writes of the store', unit: 'an accepted buyer', of: ({ writes }) => writes },
  { ...beside, what: 'reads of the store', unit: 'an accepted buyer', of: ({ reads }) => reads },
  { ...beside, what: 'service and sidecar', unit: 'CPU-ms an accepted buyer', of: ({ cpuMs }) => cpuMs },
  { ...beside, what: 'throughput', unit: 'accepted buyers a second', of: ({ perSecond }) => perSecond },
  { ...beside, what: 'answer, p99', unit: 'ms', of: ({ p99 }) => p99 },
];

const writesOf = (blocks: readonly Block<ArmName, Shown>[]) => ({
  what: 'writes of the store',
  unit: 'an accepted buyer',
  value: intervalOf(blocks.flatMap(({ product }) => product.map(({ writes }) => writes))),
  target: { atMost: 3 },
});

/** What it costs that many want the same item at once. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { blocks, ...sale } = numbersOf('contention', args, options);
  const folder = workFolder('contention');
  const record = join(folder.path, 'record.json');
  const env = { NODE_ENV: 'production', LOG_LEVEL: 'info' };
  const shop = await startShop({ only: ['gateway', 'product', 'user'], env, record });
  const sellers: Seller[] = [];
  try {
    const [product, naive] = [await productSeller(shop), await naiveSeller(shop)];
    sellers.push(product, naive);
    const measure = measureWith({ product, naive }, shop.localAws.endpoints.dynamodb, sale);
    const arms = ['product', 'naive'] as const;
    for (const arm of arms) await measure(arm);
    const done = await forthAndBack(arms, blocks, measure);
    const comparisons = questions.map((question) => compare(done, question));
    publish({ bench: 'contention', method, blocks, comparisons, figures: [writesOf(done)] });
  } finally {
    for (const seller of sellers) await seller.stop();
    await shop.stop();
    folder.remove();
  }
};
