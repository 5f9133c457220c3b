import { join } from 'node:path';
import { type Shop, startShop } from '@mercato/testkit/process';
import { rootDir } from '../tools/shared/paths.ts';
import { say } from '../tools/shared/progress.ts';
import { cleanUp, type Round, runRound } from './poison/flow.ts';
import { type Block, formatRound, formatSummary, summarise, throughputOf } from './poison/report.ts';
import { atLeast, numbersOf } from './lib/arguments.ts';

const options = { blocks: atLeast(2, 5), seconds: atLeast(1, 20), percent: atLeast(1, 1) };
interface Arguments {
  readonly blocks: number;
  /** How long a round is to take. */
  readonly seconds: number;
  /** Poison, as a share of the good. More of it shows in fewer rounds; the summary scales it to one. */
  readonly percent: number;
}

const measured = async (shop: Shop, good: number, poison: number): Promise<Round> => {
  const round = await runRound(shop, { good, poison });
  say(formatRound(poison === 0 ? 'A' : 'B', round));
  const letters = await cleanUp(shop);
  if (letters !== poison) throw new Error(`${letters} dead letters of ${poison} poison messages`);
  return round;
};

/** A B B A: a machine that slows down or speeds up does so for both. */
const blockOf = async (shop: Shop, good: number, percent: number): Promise<Block> => {
  const poison = (good * percent) / 100;
  const a = [await measured(shop, good, 0)];
  const b = [await measured(shop, good, poison), await measured(shop, good, poison)];
  return { a: [...a, await measured(shop, good, 0)], b };
};

const blocksOf = async (shop: Shop, { blocks, seconds, percent }: Arguments): Promise<readonly Block[]> => {
  say('… warming up');
  await runRound(shop, { good: 1_000, poison: 10 });
  const warm = await runRound(shop, { good: 2_000, poison: 0 });
  await cleanUp(shop);
  const good = Math.ceil((throughputOf(warm) * seconds) / 100) * 100;
  const done: Block[] = [];
  while (done.length < blocks) done.push(await blockOf(shop, good, percent));
  return done;
};

/**
 * What poison costs good messages: interleaved rounds with as many good messages with poison as without, on one sidecar
 * with the project's components.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  const given = numbersOf('poison', args, options);
  const shop = await startShop({ only: ['cart'], entries: { cart: join(rootDir, 'loadtests/poison/consumer.ts') } });
  try {
    say(formatSummary(summarise(await blocksOf(shop, given)), given));
  } finally {
    await shop.stop();
  }
};
