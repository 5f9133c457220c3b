import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FaultFolder } from '@mercato/kit/faults';
import { type KeptAlive, keepAlive, workFolder } from '@mercato/testkit/process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readResources } from '../../tools/local-aws/resources.ts';
import { type Settled, settleAndCheck, summaryOf } from '@mercato/conservation';
import { readMatrix } from '../matrix/document.ts';
import { startWorld, type World } from '../support/world.ts';
import type { Attempt } from './matrix/attempt.ts';
import { faultsTried, onlyInMemory, type RealCell, realCells } from './matrix/cells.ts';
import { outcomeOf } from './matrix/outcome.ts';
import { runMatrix } from './matrix/run.ts';
import { receivesAllowed, visibilitySeconds } from './matrix/times.ts';

const files = workFolder('matrix');
let world: World | undefined;
let kept: KeptAlive | undefined;
let attempts: readonly Attempt[] = [];
let settled: Settled | undefined;
/** Where the time went, told with what failed. */
const said: string[] = [];

const patientQueues = (): string => {
  const resources = readResources();
  const queues = resources.queues.map((queue) => ({ ...queue, maxReceiveCount: receivesAllowed }));
  const file = join(files.path, 'aws-resources.json');
  writeFileSync(file, JSON.stringify({ ...resources, queues }));
  return file;
};

const start = (faults: string): Promise<World> =>
  startWorld({
    visibilitySeconds,
    deliveriesAtOnce: 40,
    replicas: { order: 2 },
    faultProxy: true,
    awsResources: patientQueues(),
    serviceEnv: {
      gateway: { RATE_LIMIT_PER_SECOND: '10000', RATE_LIMIT_BURST: '10000', ADAPTIVE_LIMITS: 'false' },
    },
    // No parcel leaves before its order is looked at.
    env: { FAULT_DIR: faults, SHIPPING_DISPATCH_AFTER_MS: '3600000' },
  });

beforeAll(async () => {
  const began = Date.now();
  const say = (line: string): void => {
    said.push(`${((Date.now() - began) / 1_000).toFixed(0)} s: ${line}`);
  };
  const faults = join(files.path, 'faults');
  const running = await start(faults);
  world = running;
  kept = keepAlive(running.shop);
  say('started');
  attempts = await runMatrix(running, new FaultFolder(faults), realCells, say);
  const { shop, admin, client } = running;
  const sources = { client: (service: string) => admin.at(shop.app(service).url, shop.asGateway), sqs: shop.aws.sqs };
  settled = await settleAndCheck(sources, { accepted: [...client.acceptedOrders], poison: [] }, { waitMs: 60_000 });
  say('settled');
}, 400_000);
afterAll(async () => {
  await kept?.stop();
  await world?.stop();
  files.remove();
});

const attemptOf = (cell: RealCell): Attempt => {
  const found = attempts.find(({ deal }) => deal.cell === cell);
  if (!found) throw new Error('it was not tried');
  return found;
};

it('every fault of the page is tried, but for those that only time shows', () => {
  expect(new Set([...faultsTried, ...onlyInMemory])).toEqual(new Set(readMatrix().map(({ fault }) => fault)));
});

describe.each([...Map.groupBy(realCells, (cell) => cell.flow)])('%s', (_, some) => {
  it.each(some)('$step, $fault', async (cell) => {
    if (!world) throw new Error('the shop is not running');
    const attempt = attemptOf(cell);
    expect(attempt.trouble).toBeUndefined();
    const { outcome, history } = await outcomeOf(world, attempt);
    const allowed = [cell.expected, ...cell.whenSlow].map((expected) => ({ met: attempt.times, ...expected }));
    expect(allowed, `${JSON.stringify(outcome)}\n${history}`).toContainEqual(outcome);
  });
});

it('nothing is lost, held or taken twice', () => {
  if (!settled) throw new Error('the books were not read');
  const text = [...said, ...summaryOf(settled.facts, settled.findings)].join('\n');
  expect(settled.findings, text).toEqual([]);
});
