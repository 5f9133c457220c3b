import type { FaultFolder } from '@mercato/kit/faults';
import { inParallel } from '@mercato/conservation';
import { until } from '../../support/shopper.ts';
import type { World } from '../../support/world.ts';
import { Attempt } from './attempt.ts';
import { cutLine, killSidecars, openGate } from './blows.ts';
import type { Phase, RealCell } from './cells.ts';
import { dealOf, openMarket } from './market.ts';
import { Sightings } from './sightings.ts';

const preparedAtOnce = 8;
/** Not counting those that have met their fault, which mostly wait. */
const runAtOnce = 8;
/** More of them, so that one death serves for many; first those that begin with a single request. */
const killedAtOnce = 16;

/** Tells what went on, for whoever wants to know where the time goes. */
export type Say = (line: string) => void;

/** Begins one after the other as soon as there is room, and sees all of them through. */
const runAll = async (attempts: readonly Attempt[], atOnce = runAtOnce): Promise<void> => {
  const running: Promise<void>[] = [];
  const begin = async (attempt: Attempt): Promise<void> => {
    const run = attempt.run();
    running.push(run);
    await Promise.race([run, attempt.whenMet]);
  };
  await inParallel(attempts, begin, atOnce);
  await Promise.all(running);
};

/** Something outside strikes all of a phase at once. */
const strikeAll = async (attempts: readonly Attempt[], blow: () => Promise<void>): Promise<void> => {
  await Promise.all([runAll(attempts, attempts.length), blow()]);
};

/** What died in one phase must not be missing still in the next. */
const allUp = ({ shop }: World): Promise<true> =>
  until('all processes to be up', async () => {
    const ready = await Promise.allSettled(shop.apps.map((app) => app.waitUntilReady()));
    return ready.every(({ status }) => status === 'fulfilled') || undefined;
  });

/** Tries all cells on a running shop: those of a phase beside each other, and the phases in turn. */
export const runMatrix = async (
  world: World,
  folder: FaultFolder,
  cells: readonly RealCell[],
  say: Say,
): Promise<readonly Attempt[]> => {
  const market = await openMarket(world, cells.length);
  const stage = { world, folder, sightings: new Sightings(folder) };
  const attempts = cells.map((cell, n) => new Attempt(dealOf(market, cell, n), stage));
  const of = (phase: Phase) => attempts.filter(({ deal }) => deal.cell.phase === phase);
  const { store, queue } = world.shop.faults;
  say('the market is open');
  await inParallel(attempts, (attempt) => attempt.prepare(), preparedAtOnce);
  say('orders are there');
  const phases: Readonly<Record<Phase, (some: readonly Attempt[]) => Promise<void>>> = {
    calm: runAll,
    order: (some) => runAll(some.toReversed(), killedAtOnce),
    callee: (some) => strikeAll(some, () => openGate(some)),
    sidecar: (some) => strikeAll(some, () => killSidecars(world, some)),
    table: (some) => strikeAll(some, () => cutLine(store, some)),
    queues: (some) => strikeAll(some, () => cutLine(queue, some)),
  };
  for (const [phase, run] of Object.entries(phases) as [Phase, (typeof phases)[Phase]][]) {
    if (of(phase).length === 0) continue;
    await allUp(world);
    await run(of(phase));
    say(`${phase}: ${of(phase).length} cells tried`);
  }
  return attempts;
};
