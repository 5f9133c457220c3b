import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Shop, startShop, workFolder } from '@mercato/testkit/process';
import { readResources } from '../tools/local-aws/resources.ts';
import { rootDir } from '../tools/shared/paths.ts';
import { say } from '../tools/shared/progress.ts';
import { cleanUp, queue, type Round, runRound } from './poison/flow.ts';
import { type Block, formatRound, formatSummary, summarise, throughputOf } from './poison/report.ts';

const usage = 'Usage: npm run bench -- poison [--blocks 5] [--seconds 20] [--percent 1] [--receives <as in infra>]';

interface Arguments {
  readonly blocks: number;
  /** How long a round is to take: long enough for all receives of poison, of more than a second each. */
  readonly seconds: number;
  /** Poison, as a share of the good. More of it shows in fewer rounds; the summary scales it to one. */
  readonly percent: number;
  /** After how many a message is dead. */
  readonly receives: number;
}

const argumentsOf = (args: readonly string[]): Arguments => {
  const receives = readResources().queues.find(({ name }) => name === queue)?.maxReceiveCount ?? 0;
  const options = {
    blocks: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '20' },
    percent: { type: 'string', default: '1' },
    receives: { type: 'string', default: String(receives) },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  const given: Arguments = {
    blocks: Number(values.blocks),
    seconds: Number(values.seconds),
    percent: Number(values.percent),
    receives: Number(values.receives),
  };
  if (!Object.values(given).every((n) => Number.isInteger(n) && n > 0) || given.blocks < 2) throw new Error(usage);
  return given;
};

/** The shop's own list of queues, but for the receive limit of ours. */
const resourcesWith = (receives: number, folder: string): string => {
  const file = join(folder, 'resources.json');
  const resources = readResources();
  const queues = resources.queues.map((q) => (q.name === queue ? { ...q, maxReceiveCount: receives } : q));
  writeFileSync(file, JSON.stringify({ ...resources, queues }));
  return file;
};

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

/** Not so when the machine has become faster than it was when the size of the rounds was chosen. */
const isPaidFor = ({ b }: Block, receives: number): boolean =>
  b.every((round) => round.poisonDeliveries >= 0.97 * receives * round.poison);

const blocksOf = async (shop: Shop, { blocks, seconds, percent, receives }: Arguments): Promise<readonly Block[]> => {
  say(`… warming up; a message is dead after ${receives} receives`);
  await runRound(shop, { good: 1_000, poison: 10 });
  const warm = await runRound(shop, { good: 2_000, poison: 0 });
  await cleanUp(shop);
  let good = Math.ceil((throughputOf(warm) * seconds) / 100) * 100;
  const done: Block[] = [];
  while (done.length < blocks) {
    const block = await blockOf(shop, good, percent);
    if (isPaidFor(block, receives)) done.push(block);
    else {
      good = Math.ceil((good * 1.5) / 100) * 100;
      say('… too short for all receives of poison: again, and longer');
    }
  }
  return done;
};

/**
 * What poison costs good messages: interleaved rounds with as many good messages with poison as without, on one sidecar
 * with the project's components. The queue shows a message again after one second rather than a minute, so that all
 * receives of poison fall into the round that pays for them.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  const given = argumentsOf(args);
  const entries = { cart: join(rootDir, 'loadtests/poison/consumer.ts') };
  const folder = workFolder('bench');
  const awsResources = resourcesWith(given.receives, folder.path);
  const shop = await startShop({ only: ['cart'], entries, visibilitySeconds: 1, awsResources });
  try {
    say(formatSummary(summarise(await blocksOf(shop, given)), given));
  } finally {
    await shop.stop();
    folder.remove();
  }
};
