import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../tools/shared/progress.ts';
import { inParallel } from './checkout/market.ts';
import { type Counted, costOf, rateOf, usageOf } from './checkout/usage.ts';
import { compare, forthAndBack, type Question } from './lib/rounds.ts';
import { publish } from './performance/publish.ts';
import { quantile } from './requests/offer.ts';
import { type Arm, type ArmName, mercato, stockArm } from './saga/arms.ts';
import { rowsWritten } from './saga/rows.ts';
import { atLeast, numbersOf } from './lib/arguments.ts';

const options = { blocks: atLeast(2, 5), orders: atLeast(1, 60) };
const [atOnce, idleMs] = [8, 8_000];
const method =
  'A checkout until its outcome is known, orders of one line, 8 at a time. `mercato` is the whole shop as `npm start` runs it, asked at its gateway. `workflow` is a stock saga: a workflow of `@dapr/dapr` in an order service of bare Fastify, an activity for each of the same five steps, compensation in its `catch`; its history in SQLite, since workflows cannot live on DynamoDB, and everything else in the same table on a stand-in of its own; placement and scheduler running. `choreography` publishes after it has committed, and tells no message that comes again: topics on the same kind of queues. Neither has tokens, limits, validation, idempotency, logs of its own, metrics, mails, listings or an archive. "Saga" counts the four services that take part with their sidecars, and placement and scheduler; "all" every service and the stand-in too. What each arm uses idle is taken off. Writes of state are counted by the sidecars, those of workflows by triggers in SQLite (their reads are not counted at all).';

interface Shown {
  readonly cost: Counted;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Of state, those of the workflow's own history included. */
  readonly writes: number;
}

type Arms = Readonly<Record<ArmName, Arm>>;
type Idle = Readonly<Record<ArmName, Counted>>;

const inSaga = ['order', 'product', 'payment', 'shipping'];
const sagaMs = ({ cost }: Shown): number =>
  (inSaga.reduce((sum, name) => sum + (cost.services[name] ?? 0), 0) + cost.control) * 1_000;
const allMs = ({ cost }: Shown): number => (cost.apps + cost.sidecars + cost.control + cost.standIns) * 1_000;

const lineOf = (name: ArmName, shown: Shown): string =>
  `${name.padEnd(12)} ${shown.perSecond.toFixed(1)}/s, p50 ${shown.p50.toFixed(0)} p99 ${shown.p99.toFixed(0)} ms; ` +
  `CPU-ms: saga ${sagaMs(shown).toFixed(1)}, all ${allMs(shown).toFixed(1)}; ` +
  `${shown.cost.reads.toFixed(1)} reads, ${shown.writes.toFixed(1)} writes, ${shown.cost.published.toFixed(1)} published`;

const measureWith =
  (arms: Arms, idle: Idle, { orders, rows }: { readonly orders: number; readonly rows: number }) =>
  async (name: ArmName): Promise<Shown> => {
    const arm = arms[name];
    const before = await usageOf(arm.watched);
    const { seconds, latencies } = await inParallel(orders, atOnce, (n) => arm.buy(n));
    await arm.quiet();
    const cost = costOf(before, await usageOf(arm.watched), idle[name], orders);
    const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
    const writes = cost.writes + (name === 'workflow' ? rows : 0);
    const shown = { cost, perSecond: orders / seconds, p50, p99, writes };
    say(lineOf(name, shown));
    return shown;
  };

const toWorkflow = { ours: 'mercato', other: 'workflow' } as const;
const toChoreography = { ours: 'mercato', other: 'choreography' } as const;
const cpu = 'CPU-ms a checkout';

const questions: readonly Question<ArmName, Shown>[] = [
  { ...toWorkflow, what: 'saga', unit: cpu, of: sagaMs, target: { atMost: 0.6 } },
  { ...toWorkflow, what: 'all', unit: cpu, of: allMs },
  { ...toWorkflow, what: 'writes of state', unit: 'a checkout', of: ({ writes }) => writes, target: { atMost: 0.5 } },
  { ...toWorkflow, what: 'throughput', unit: 'checkouts a second', of: ({ perSecond }) => perSecond },
  { ...toWorkflow, what: 'outcome known, p50', unit: 'ms', of: ({ p50 }) => p50 },
  { ...toChoreography, what: 'saga', unit: cpu, of: sagaMs },
  { ...toChoreography, what: 'all', unit: cpu, of: allMs },
  {
    ...toChoreography,
    what: 'throughput',
    unit: 'checkouts a second',
    of: ({ perSecond }) => perSecond,
    target: { atLeast: 1.5 },
  },
  { ...toChoreography, what: 'outcome known, p50', unit: 'ms', of: ({ p50 }) => p50 },
];

const idleOf = async (arms: Arms): Promise<Idle> => {
  const names = Object.keys(arms) as ArmName[];
  const look = () => Promise.all(names.map((name) => usageOf(arms[name].watched)));
  const before = await look();
  await sleep(idleMs);
  const after = await look();
  const rates = names.map((name, n) => {
    const [from, to] = [before[n], after[n]];
    if (!from || !to) throw new Error(`nothing is known of ${name}`);
    return [name, rateOf(from, to)] as const;
  });
  return Object.fromEntries(rates) as Idle;
};

const rowsOf = async (
  arm: Arm & { readonly shop: { readonly workflows: string } },
  orders: number,
): Promise<number> => {
  const work = (): Promise<unknown> => inParallel(orders, atOnce, (n) => arm.buy(n));
  return (await rowsWritten(arm.shop.workflows, work)) / orders;
};

/** Our checkout beside a stock workflow saga and beside choreography without deduplication. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { blocks, orders } = numbersOf('saga', args, options);
  const started: Arm[] = [];
  const keep = <A extends Arm>(arm: A): A => {
    started.push(arm);
    return arm;
  };
  try {
    const workflow = keep(await stockArm('workflow-saga'));
    const choreography = keep(await stockArm('choreography'));
    const arms: Arms = { workflow, choreography, mercato: keep(await mercato()) };
    const names = ['mercato', 'workflow', 'choreography'] as const;
    for (const name of names) {
      await inParallel(2 * orders, atOnce, (n) => arms[name].buy(n));
      await arms[name].quiet();
    }
    const rows = await rowsOf(workflow, orders);
    const done = await forthAndBack(names, blocks, measureWith(arms, await idleOf(arms), { orders, rows }));
    publish({ bench: 'saga', method, blocks, comparisons: questions.map((q) => compare(done, q)) });
  } finally {
    await Promise.all(started.map((arm) => arm.stop()));
  }
};
