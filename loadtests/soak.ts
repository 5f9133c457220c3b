import { setTimeout as sleep } from 'node:timers/promises';
import { cartApi } from '@mercato/contracts/cart';
import { orderApi } from '@mercato/contracts/order';
import { productApi } from '@mercato/contracts/product';
import { type Shop, startShop, workFolder } from '@mercato/testkit/process';
import { say } from '../tools/shared/progress.ts';
import { buyFrom, type Market, openMarket, pick } from './checkout/market.ts';
import { atLeast, numbersOf } from './lib/arguments.ts';
import { residentMb } from './lib/processes.ts';
import { publish } from './performance/publish.ts';
import { type BareProcess, startBare } from './requests/bare.ts';
import { memoryFigures, type Sample, type Samples } from './soak/memory.ts';
import { expositionsOf, storeFigures } from './soak/store.ts';

const options = { minutes: atLeast(1, 10), rate: atLeast(1, 4) };
const everyMs = 2_000;
const method = (minutes: number, rate: number): string =>
  `The whole shop as it ships, at the level of logs of production, for ${minutes} minutes under ${rate} visits a second: one in four buys and waits for the outcome, the others look at a product, put it into a cart, or read their orders; a bare Fastify beside it answers as many reads. Every two seconds what each process holds (resident, what it shares with others counted in each). The first third is warming up; through the rest, in a dozen windows, goes a line.`;

/** What the n-th visitor does. */
const visit = async (market: Market, n: number): Promise<unknown> => {
  const { id: userId, client } = pick(market.shoppers, n);
  const productId = pick(market.products, n * 7);
  if (n % 4 === 0) return buyFrom(market, n);
  if (n % 4 === 1) return client.expect(productApi.getProduct, 200, { params: { id: productId } });
  if (n % 4 === 2) return client.expect(orderApi.listOrders, 200, { params: { userId } });
  return client.expect(cartApi.putItem, 200, { params: { productId }, body: { quantity: 1 + (n % 9) } });
};

interface Soaked {
  readonly visits: number;
  readonly failures: readonly unknown[];
}

const fewVisits = 20;

/** Visits at their rate, however long each takes; ends early where hardly one is borne. */
const visitFor = async (market: Market, bare: BareProcess, seconds: number, rate: number): Promise<Soaked> => {
  const visits: Promise<unknown>[] = [];
  const failures: unknown[] = [];
  const began = performance.now();
  while (performance.now() - began < seconds * 1_000 && failures.length < Math.max(fewVisits, visits.length / 20)) {
    const both = Promise.all([visit(market, visits.length), fetch(`${bare.origin}/api/products/1`)]);
    visits.push(both.catch((error: unknown) => failures.push(error)));
    await sleep(Math.max(0, began + (visits.length * 1_000) / rate - performance.now()));
  }
  await Promise.all(visits);
  return { visits: visits.length, failures };
};

interface Kept {
  readonly services: Record<string, Sample[]>;
  readonly sidecars: Record<string, Sample[]>;
  readonly bare: Sample[];
}

const look = ({ apps }: Shop, { pid: barePid }: BareProcess, at: number, kept: Kept): void => {
  const of = (pid = 0): Sample => ({ at, megabytes: residentMb(pid) });
  for (const { name, service, sidecar } of apps) {
    (kept.services[name] ??= []).push(of(service.pid));
    (kept.sidecars[name] ??= []).push(of(sidecar.pid));
  }
  kept.bare.push(of(barePid));
};

/** Looks until it is told to end. */
const watch = async (shop: Shop, bare: BareProcess, ended: () => boolean): Promise<Kept> => {
  const kept: Kept = { services: {}, sidecars: {}, bare: [] };
  const began = performance.now();
  for (; !ended(); await sleep(everyMs)) look(shop, bare, (performance.now() - began) / 1_000, kept);
  return kept;
};

const soak = async (shop: Shop, bare: BareProcess, minutes: number, rate: number): Promise<Kept> => {
  const market = await openMarket(shop, { shoppers: 16, products: 40, stock: 100_000 });
  let ended = false;
  const watching = watch(shop, bare, () => ended);
  const { visits, failures } = await visitFor(market, bare, minutes * 60, rate).finally(() => (ended = true));
  say(`${visits} visits, ${failures.length} of them in vain`);
  const [cause] = failures;
  if (failures.length > visits / 20)
    throw new Error(`a shop that refuses does not show what it holds: ${String(cause)}`);
  return watching;
};

const told = (samples: Samples): string =>
  Object.entries(samples)
    .map(([name, all]) => `${name} ${(all.at(-1)?.megabytes ?? 0).toFixed(0)}`)
    .join(', ');

/** Whether what the processes hold grows under a light and steady load, and how much that is beside a bare Fastify. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { minutes, rate } = numbersOf('soak', args, options);
  const folder = workFolder('soak');
  const env = { NODE_ENV: 'production', LOG_LEVEL: 'info' };
  // What is shed is not held; and the panel of a shop on one machine is refused in production.
  const serviceEnv = { gateway: { ADAPTIVE_LIMITS: 'false' }, operations: { NODE_ENV: 'development' } };
  const shop = await startShop({ env, serviceEnv });
  const bare = await startBare('bare-fastify', ['{"id":"1"}'], folder.path);
  try {
    const { services, sidecars, bare: ofBare } = await soak(shop, bare, minutes, rate);
    say(`MB at the end: ${told(services)}; a bare Fastify ${(ofBare.at(-1)?.megabytes ?? 0).toFixed(0)}`);
    const store = storeFigures(await expositionsOf(shop.apps.map(({ sidecar }) => sidecar)));
    const figures = [...memoryFigures(services, sidecars, ofBare), ...store];
    publish({ bench: 'soak', method: method(minutes, rate), blocks: 1, comparisons: [], figures });
  } finally {
    await bare.stop();
    await shop.stop();
    folder.remove();
  }
};
