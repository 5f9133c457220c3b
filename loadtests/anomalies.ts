import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../tools/shared/progress.ts';
import type { Anomalies } from './anomalies/books.ts';
import { killInTurn } from './anomalies/kills.ts';
import { mercatoStand, type Stand, stockStand } from './anomalies/stand.ts';
import { inParallel } from './checkout/market.ts';
import type { Figure } from './lib/history.ts';
import { publish } from './performance/publish.ts';
import { atLeast, numbersOf } from './lib/arguments.ts';

const options = { orders: atLeast(1, 400), kills: atLeast(0, 8) };
const [perSecond, everyMs, warmUp] = [16, 3_000, 16];
const method =
  'Orders of one unit of one of four products, 16 a second whatever becomes of them, while the services of a checkout are killed with SIGKILL in turn, one every three seconds, and started again at once. Then until nothing moves any more, and a look into the books: units by which the shelf and the confirmed orders differ, charges beyond an order’s first, and orders on record that never come to an end. Ours is read by the checker of `packages/conservation`, which asks far more. The arms are those of `saga`.';

interface Given {
  readonly orders: number;
  readonly kills: number;
}

const counted = (what: string, value: number, target?: Figure['target']): Figure => ({
  what,
  unit: 'in the run',
  value: { mean: value, low: value, high: value },
  ...(target && { target }),
});

const figuresOf = (name: string, told: number, found: Anomalies): readonly Figure[] => {
  const none = name === 'mercato' ? { atMost: 0 } : undefined;
  return [
    counted(`${name}: orders whose outcome the shopper was told`, told),
    counted(`${name}: units oversold or gone`, found.oversold, none),
    counted(`${name}: charges too many`, found.doubleCharges, none),
    counted(`${name}: orders without an end`, found.lost, none),
  ];
};

/** How many were told what became of their order. */
const shopFor = async (stand: Stand, orders: number): Promise<number> => {
  const answers: Promise<boolean>[] = [];
  while (answers.length < orders) {
    answers.push(stand.buy(answers.length));
    await sleep(1_000 / perSecond);
  }
  return (await Promise.all(answers)).filter(Boolean).length;
};

const runOne = async (name: string, start: () => Promise<Stand>, { orders, kills }: Given) => {
  const stand = await start();
  try {
    await inParallel(warmUp, warmUp, (n) => stand.buy(n));
    const [told] = await Promise.all([shopFor(stand, orders), killInTurn(stand.apps, { kills, everyMs })]);
    const found = await stand.check();
    say(`${name}: ${told} of ${orders} told; ${JSON.stringify(found)}`);
    return figuresOf(name, told, found);
  } finally {
    await stand.stop();
  }
};

/** What is wrong with the books when services die: ours, and those of shops that do not expect it. */
export const run = async (args: readonly string[]): Promise<void> => {
  const given = numbersOf('anomalies', args, options);
  const figures = [
    ...(await runOne('mercato', mercatoStand, given)),
    ...(await runOne('choreography', () => stockStand('choreography'), given)),
    ...(await runOne('workflow', () => stockStand('workflow-saga'), given)),
  ];
  publish({ bench: 'anomalies', method, blocks: 1, comparisons: [], figures });
};
