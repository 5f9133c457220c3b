import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLocalAws, workFolder } from '@mercato/testkit/process';
import { say } from '../tools/shared/progress.ts';
import { inParallel } from './checkout/market.ts';
import { costOf, rateOf, usageOf, type Watched } from './checkout/usage.ts';
import { atLeast, numbersOf } from './lib/arguments.ts';
import type { Figure } from './lib/history.ts';
import { compare, forthAndBack, type Question } from './lib/rounds.ts';
import { type Collector, startCollector } from './outbox/collector.ts';
import { type Tally, tallyOf } from './outbox/tally.ts';
import { type ArmName, arms, startWriter, topics, type Writer } from './outbox/writer.ts';
import { publish } from './performance/publish.ts';
import { quantile } from './requests/offer.ts';

const options = { blocks: atLeast(2, 3), orders: atLeast(8, 100), kills: atLeast(1, 3) };
const [atOnce, everyMs, settleMs] = [8, 2_500, 20_000];
const method =
  'A route of a bare Fastify that writes an order and owes an event of it, 8 at a time. `kit` is what our services do: the event lies in the record, is published once that is written, and then taken out of it. `dapr` is Dapr’s own outbox: a transaction of the SDK’s client, whose store is told to publish what it writes. Both with a sidecar of their own over a store in SQLite, since the outbox wants transactions, which the stand-in for DynamoDB does not know, and over topics and queues of the same stand-in for SNS and SQS. Counted until somebody else has been told of each; sidecars do not count what the outbox publishes, which is once to itself before the transaction and once to others after it. Then both processes of each arm are killed several times while orders are asked for until they are done, as commands are: what became of the events is counted once nothing comes any more.';

interface Shown {
  readonly app: number;
  readonly sidecar: number;
  readonly writes: number;
  readonly p50: number;
  /** Until the last of them was heard of. */
  readonly perSecond: number;
}

interface Stand {
  readonly writers: Readonly<Record<ArmName, Writer>>;
  readonly collector: Collector;
  readonly standIn: Watched['localAws'];
}

const heardOf = ({ collector }: Stand, name: ArmName): Set<string> =>
  new Set(collector.of(topics[name]).map(({ orderId }) => orderId));

/** Until each of them was heard of; throws where that takes too long. */
const untilHeard = async (stand: Stand, name: ArmName, ids: readonly string[]): Promise<void> => {
  for (const end = performance.now() + 60_000; performance.now() < end; await sleep(20)) {
    const heard = heardOf(stand, name);
    if (ids.every((id) => heard.has(id))) return;
  }
  throw new Error(`${name}: not every event has come`);
};

const measureWith =
  (stand: Stand, orders: number) =>
  async (name: ArmName): Promise<Shown> => {
    const writer = stand.writers[name];
    const watched: Watched = { apps: [writer], localAws: { process: stand.standIn.process } };
    const quiet = await usageOf(watched);
    await sleep(2_000);
    const before = await usageOf(watched);
    const ids: readonly string[] = Array.from({ length: orders }, () => randomUUID());
    const began = performance.now();
    const { latencies } = await inParallel(orders, atOnce, (n) => writer.write(ids[n] ?? ''));
    await untilHeard(stand, name, ids);
    const perSecond = (orders * 1_000) / (performance.now() - began);
    const { apps, sidecars, writes } = costOf(before, await usageOf(watched), rateOf(quiet, before), orders);
    const shown = {
      app: apps * 1_000,
      sidecar: sidecars * 1_000,
      writes,
      p50: quantile(latencies, 0.5),
      perSecond,
    };
    say(
      `${name.padEnd(5)} ${Object.entries(shown)
        .map(([what, value]) => `${what} ${value.toFixed(2)}`)
        .join('  ')}`,
    );
    return shown;
  };

const beside = { ours: 'kit', other: 'dapr' } as const;
const questions: readonly Question<ArmName, Shown>[] = [
  { ...beside, what: 'app', unit: 'CPU-ms an order', of: ({ app }) => app },
  { ...beside, what: 'sidecar', unit: 'CPU-ms an order', of: ({ sidecar }) => sidecar },
  { ...beside, what: 'answer, p50', unit: 'ms', of: ({ p50 }) => p50 },
  { ...beside, what: 'until the last was heard of', unit: 'orders a second', of: ({ perSecond }) => perSecond },
];

/** Orders at a steady rate, each asked for until it is done, while both processes die again and again. */
const killed = async (
  stand: Stand,
  name: ArmName,
  { orders, kills }: { readonly orders: number; readonly kills: number },
) => {
  const writer = stand.writers[name];
  const ids: readonly string[] = Array.from({ length: orders }, () => randomUUID());
  const asking = ids.map(async (id, n) => {
    await sleep((n * kills * everyMs) / orders);
    await writer.write(id);
  });
  for (let n = 0; n < kills; n += 1) {
    await sleep(everyMs);
    await Promise.all([writer.service.kill(), writer.sidecar.kill()]);
    await Promise.all([writer.service.start(), writer.sidecar.start()]);
    await writer.sidecar.waitUntilReady();
  }
  await Promise.all(asking);
  for (let count = -1; count !== stand.collector.of(topics[name]).length; await sleep(settleMs)) {
    count = stand.collector.of(topics[name]).length;
  }
  const written = new Set<string>();
  for (const id of ids) if (await writer.hasWritten(id)) written.add(id);
  const tally = tallyOf(
    written,
    stand.collector.of(topics[name]).filter(({ orderId }) => ids.includes(orderId)),
  );
  say(`${name}, killed ${kills} times: ${JSON.stringify(tally)}`);
  return tally;
};

const words: Readonly<Record<keyof Tally, string>> = {
  lost: 'orders of which nobody was told',
  ghosts: 'events of orders that are not there',
  repeated: 'events again, under the same id',
  unrecognisable: 'events again, under another id',
};

const figuresOf = (name: ArmName, tally: Tally): readonly Figure[] =>
  (Object.keys(words) as (keyof Tally)[]).map((key) => {
    const value = { mean: tally[key], low: tally[key], high: tally[key] };
    return { what: `${name}, killed: ${words[key]}`, unit: 'in the run', value };
  });

/** What an event costs that must follow a write, and what becomes of it when processes die. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { blocks, ...given } = numbersOf('outbox', args, options);
  const folder = workFolder('outbox');
  const localAws = await startLocalAws({ visibilitySeconds: 15 });
  const stops: (() => Promise<void>)[] = [];
  try {
    const { snssqs } = localAws.endpoints;
    const collector = await startCollector(snssqs, Object.values(topics));
    stops.push(collector.stop);
    const writers: Partial<Record<ArmName, Writer>> = {};
    for (const name of arms) {
      const writer = await startWriter(name, folder.path, snssqs);
      writers[name] = writer;
      stops.push(writer.stop);
    }
    const stand: Stand = { writers: writers as Stand['writers'], collector, standIn: localAws };
    const measure = measureWith(stand, given.orders);
    for (const name of arms) await measure(name);
    const done = await forthAndBack(arms, blocks, measure);
    const figures: Figure[] = [];
    for (const name of arms) figures.push(...figuresOf(name, await killed(stand, name, given)));
    const comparisons = questions.map((question) => compare(done, question));
    publish({ bench: 'outbox', method, blocks, comparisons, figures });
  } finally {
    for (const stop of stops.toReversed()) await stop();
    await localAws.stop();
    folder.remove();
  }
};
