import { startShop } from '@mercato/testkit/process';
import { say } from '../tools/shared/progress.ts';
import { openMarket } from './checkout/market.ts';
import { atLeast, numbersOf } from './lib/arguments.ts';
import { cpuSeconds } from './lib/processes.ts';
import { compare, forthAndBack, type Question } from './lib/rounds.ts';
import { publish } from './performance/publish.ts';
import { type Beside, startBeside } from './requests/beside.ts';
import { offer, quantile } from './requests/offer.ts';
import { type ArmName, armNames, type Arms, armsOf } from './writes/arms.ts';

const options = { blocks: atLeast(2, 4), requests: atLeast(16, 1_500) };
const atOnce = 16;
const method =
  'Writes, 16 at a time, each to services as they ship, past their sidecars (validation, logs at the level of production, metrics, check of answers, deadline). `cart` is a shopper’s PUT of a product into the own cart: by a token, after a look at the price by a call of the product service, and the cart remembers commands. `shipping` is the booking of a parcel by the order service, idempotent by its key. `cart message` is a CloudEvent as a sidecar hands it over, written once an order. Each reads its record and writes it if nobody else did, which are the calls of the store that `fastify` makes too: a bare Fastify with the typed client of `@dapr/dapr`, which does nothing else and looks at no price. `sdk` is `DaprServer` with `DaprClient` as they come: it reads, and writes without a guard. All before the same stand-in for DynamoDB, each with a sidecar of its own.';

interface Shown {
  readonly cpuMs: number;
  readonly sidecarMs: number;
  readonly p50: number;
}

const measureWith =
  (arms: Arms, requests: number) =>
  async (name: ArmName): Promise<Shown> => {
    const { url, service, sidecar, ask } = arms[name];
    const look = (): readonly number[] => [service, sidecar].map(({ pid = 0 }) => cpuSeconds(pid));
    const before = look();
    const { latencies } = await offer({ origin: url, ask, requests, atOnce });
    const [cpuMs = 0, sidecarMs = 0] = look().map((now, n) => ((now - (before[n] ?? 0)) * 1_000) / requests);
    const shown = { cpuMs, sidecarMs, p50: quantile(latencies, 0.5) };
    say(
      `${name.padEnd(16)} ${cpuMs.toFixed(3)} CPU-ms, sidecar ${sidecarMs.toFixed(3)}, p50 ${shown.p50.toFixed(1)} ms`,
    );
    return shown;
  };

type Pair = Pick<Question<ArmName, Shown>, 'what' | 'ours' | 'other' | 'target'>;

const pairs: readonly Pair[] = [
  { what: 'a shopper’s write', ours: 'cart', other: 'fastify cart', target: { atMost: 1.6 } },
  { what: 'a service’s write', ours: 'shipping', other: 'fastify shipping', target: { atMost: 1.6 } },
  { what: 'a call', ours: 'shipping', other: 'sdk shipping' },
  { what: 'a message', ours: 'cart message', other: 'sdk message' },
];

const questions: readonly Question<ArmName, Shown>[] = pairs.flatMap(({ what, ours, other, target }) => [
  { what, ours, other, unit: 'CPU-ms of the app', of: ({ cpuMs }) => cpuMs, ...(target && { target }) },
  { what, ours, other, unit: 'CPU-ms of the sidecar', of: ({ sidecarMs }) => sidecarMs },
  { what: `${what}, p50`, ours, other, unit: 'ms', of: ({ p50 }) => p50 },
]);

/** What a write costs a service beside the barest thing that writes the same, and beside the SDK as it comes. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { blocks, requests } = numbersOf('writes', args, options);
  const env = { NODE_ENV: 'production', LOG_LEVEL: 'info' };
  const only = ['gateway', 'user', 'notification', 'product', 'cart', 'shipping'];
  const shop = await startShop({ only, env });
  const besides: Beside[] = [];
  try {
    const market = await openMarket(shop, { shoppers: atOnce, products: 1, stock: 1_000 });
    for (const name of ['bare-writer', 'stock-server'] as const) besides.push(await startBeside(shop, name));
    const [fastify, sdk] = besides;
    if (!fastify || !sdk) throw new Error('a baseline is missing');
    const measure = measureWith(armsOf(shop, market, { fastify, sdk }), requests);
    for (const arm of armNames) await measure(arm);
    const done = await forthAndBack(armNames, blocks, measure);
    publish({ bench: 'writes', method, blocks, comparisons: questions.map((question) => compare(done, question)) });
  } finally {
    for (const beside of besides) await beside.stop();
    await shop.stop();
  }
};
