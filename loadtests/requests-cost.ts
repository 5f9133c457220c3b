import { type Shop, startShop, workFolder } from '@mercato/testkit/process';
import { firstAdminOf } from '../tests/support/session.ts';
import { ShopClient } from '../tests/support/shop-client.ts';
import { newProduct } from '../tests/support/shopper.ts';
import { say } from '../tools/shared/progress.ts';
import { cpuSeconds, proportionalMb, residentMb } from './lib/processes.ts';
import { compare, forthAndBack, type Question } from './lib/rounds.ts';
import { publish } from './performance/publish.ts';
import { type BareProcess, startBare } from './requests/bare.ts';
import { offer, quantile } from './requests/offer.ts';
import { atLeast, numbersOf } from './lib/arguments.ts';

const options = { blocks: atLeast(2, 5), requests: atLeast(1, 10_000) };
const atOnce = 16;
const method =
  'One product is read again and again, 16 at a time, for the same answer. `product` is the service as it ships, asked as its sidecar asks it (the sidecar’s token and its caller checked, the request validated, a context with a deadline, trace ids, a line of log and metrics for each; answers are checked only outside production), `fastify` one bare route that answers the same. `shared parts divided` is PSS: of what processes share, as Node itself, only the part of each. `gateway` is the gateway as it ships (token checked, limit per user counted, shedding off), `proxy` a bare `@fastify/http-proxy` before the same sidecar, both for the same service behind.';

/** Who is asked. */
interface Arm {
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly pid: number;
}
type ArmName = 'product' | 'fastify' | 'gateway' | 'proxy';

interface Shown {
  readonly cpuMs: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly residentMb: number;
  readonly proportionalMb: number;
}

interface Stand {
  readonly shop: Shop;
  readonly started: BareProcess[];
  readonly logs: string;
}

const startBaseline = async (
  name: 'bare-fastify' | 'bare-proxy',
  args: readonly string[],
  { started, logs }: Stand,
): Promise<BareProcess> => {
  const bare = await startBare(name, args, logs);
  started.push(bare);
  return bare;
};

/** A product, and whoever may read it. */
const prepare = async ({ shop }: Stand): Promise<{ readonly path: string; readonly token: string }> => {
  const admin = await new ShopClient(shop.url).signIn(firstAdminOf(shop));
  const id = await newProduct(admin, { stock: 10 });
  return { path: `/api/products/${id}`, token: admin.token ?? '' };
};

type Arms = Readonly<Record<ArmName, Arm>>;

const armsOf = async (stand: Stand, path: string, token: string): Promise<Arms> => {
  const { shop } = stand;
  const [product, gateway] = [shop.app('product'), shop.app('gateway')];
  const signedIn = { authorization: `Bearer ${token}` };
  const own = { ...signedIn, ...shop.asGateway };
  const answer = await (await fetch(`${product.url}${path}`, { headers: own })).text();
  const fastify = await startBaseline('bare-fastify', [answer], stand);
  const sidecar = String(gateway.sidecar.ports.http);
  const proxy = await startBaseline('bare-proxy', [sidecar, shop.secrets['dapr-api-token']], stand);
  return {
    product: { origin: product.url, headers: own, pid: product.service.pid ?? 0 },
    fastify: { ...fastify, headers: signedIn },
    gateway: { origin: gateway.url, headers: signedIn, pid: gateway.service.pid ?? 0 },
    proxy: { ...proxy, headers: signedIn },
  };
};

const measureWith =
  (arms: Arms, path: string, requests: number) =>
  async (name: ArmName): Promise<Shown> => {
    const { origin, headers, pid } = arms[name];
    const before = cpuSeconds(pid);
    const { seconds, latencies } = await offer({ origin, ask: () => ({ path, headers }), requests, atOnce });
    const shown = {
      cpuMs: ((cpuSeconds(pid) - before) * 1_000) / requests,
      perSecond: requests / seconds,
      p50: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
      residentMb: residentMb(pid),
      proportionalMb: proportionalMb(pid),
    };
    const { cpuMs, perSecond, p50, p99 } = shown;
    say(
      `${name.padEnd(8)} ${cpuMs.toFixed(3)} CPU-ms, ${perSecond.toFixed(0)}/s, p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} ms`,
    );
    return shown;
  };

const handler = { ours: 'product', other: 'fastify' } as const;
const door = { ours: 'gateway', other: 'proxy' } as const;

const questions: readonly Question<ArmName, Shown>[] = [
  { ...handler, what: 'a read', unit: 'CPU-ms a request', of: ({ cpuMs }) => cpuMs, target: { atMost: 1.3 } },
  { ...handler, what: 'a read, p50', unit: 'ms', of: ({ p50 }) => p50 },
  { ...handler, what: 'a read, p99', unit: 'ms', of: ({ p99 }) => p99 },
  { ...handler, what: 'resident', unit: 'MB', of: (shown) => shown.residentMb, target: { atMost: 1.4 } },
  { ...handler, what: 'resident, shared parts divided', unit: 'MB', of: (shown) => shown.proportionalMb },
  { ...door, what: 'at the door', unit: 'requests a second', of: ({ perSecond }) => perSecond, target: { atLeast: 1 } },
  { ...door, what: 'at the door', unit: 'CPU-ms a request', of: ({ cpuMs }) => cpuMs },
  { ...door, what: 'at the door, p50', unit: 'ms', of: ({ p50 }) => p50 },
  { ...door, what: 'at the door, p99', unit: 'ms', of: ({ p99 }) => p99 },
];

// One shopper asks for more than any may: the limit counts, and lets through. Shedding would end a round.
const gateway = { RATE_LIMIT_PER_SECOND: '1000000', RATE_LIMIT_BURST: '1000000', ADAPTIVE_LIMITS: 'false' };

/** What a read costs in a service and at the gateway, beside the barest thing that does the same. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { blocks, requests } = numbersOf('requests', args, options);
  const folder = workFolder('requests');
  const env = { NODE_ENV: 'production', LOG_LEVEL: 'info' };
  const shop = await startShop({ only: ['gateway', 'product', 'user'], env, serviceEnv: { gateway } });
  const stand: Stand = { shop, started: [], logs: folder.path };
  try {
    const { path, token } = await prepare(stand);
    const measure = measureWith(await armsOf(stand, path, token), path, requests);
    const arms = ['product', 'fastify', 'gateway', 'proxy'] as const;
    // Once for the compiler, which takes as long as it does.
    for (const arm of [...arms, ...arms]) await measure(arm);
    const done = await forthAndBack(arms, blocks, measure);
    publish({ bench: 'requests', method, blocks, comparisons: questions.map((question) => compare(done, question)) });
  } finally {
    for (const bare of stand.started) await bare.stop();
    await shop.stop();
    folder.remove();
  }
};
