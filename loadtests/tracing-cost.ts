import { randomBytes } from 'node:crypto';
import { type OtlpReceiver, startOtlpReceiver } from '@mercato/testkit/otlp';
import { type Shop, type ShopApp, startShop } from '@mercato/testkit/process';
import { say } from '../tools/shared/progress.ts';
import { atLeast, numbersOf } from './lib/arguments.ts';
import { cpuSeconds } from './lib/processes.ts';
import { type Interval, ratioOf } from './lib/statistics.ts';

const options = { blocks: atLeast(2, 5), requests: atLeast(1, 2_000) };
const atOnce = 16;

interface Cost {
  /** Milliseconds of processor time for each request. */
  readonly service: number;
  /** The caller's and its own. */
  readonly sidecar: number;
}

const sum = ({ service, sidecar }: Cost): number => service + sidecar;

interface Subject {
  readonly app: ShopApp;
  /** Whose sidecar calls it. */
  readonly caller: ShopApp;
  /** Of that sidecar. */
  readonly token: string;
}

const usedBy = ({ app, caller }: Subject): Cost => ({
  service: cpuSeconds(app.service.pid ?? 0),
  sidecar: cpuSeconds(app.sidecar.pid ?? 0) + cpuSeconds(caller.sidecar.pid ?? 0),
});

/** The caller decides: whoever follows records if it says so, and else only hands the context on. */
const traceparent = (recorded: boolean): string =>
  `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-0${recorded ? 1 : 0}`;

const ask = async ({ caller: { sidecar }, token }: Subject, recorded: boolean): Promise<void> => {
  const answer = await fetch(`${sidecar.url}/v1.0/invoke/product/method/api/products?limit=1`, {
    headers: { traceparent: traceparent(recorded), 'dapr-api-token': token },
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${answer.status}: ${text}`);
};

const round = async (subject: Subject, requests: number, recorded: boolean): Promise<Cost> => {
  const before = usedBy(subject);
  let left = requests;
  const shopper = async (): Promise<void> => {
    while (left-- > 0) await ask(subject, recorded);
  };
  await Promise.all(Array.from({ length: atOnce }, shopper));
  // What is recorded is sent within half a second.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const after = usedBy(subject);
  const each = (name: keyof Cost): number => ((after[name] - before[name]) * 1_000) / requests;
  const cost = { service: each('service'), sidecar: each('sidecar') };
  say(
    `${recorded ? 'on ' : 'off'}  service ${cost.service.toFixed(2)}  sidecars ${cost.sidecar.toFixed(2)} CPU-ms a request`,
  );
  return cost;
};

interface Block {
  readonly a: readonly Cost[];
  readonly b: readonly Cost[];
}

/** A B B A: a machine that slows down or speeds up does so for both. */
const blockOf = async (subject: Subject, requests: number): Promise<Block> => {
  const first = await round(subject, requests, false);
  const b = [await round(subject, requests, true), await round(subject, requests, true)];
  return { a: [first, await round(subject, requests, false)], b };
};

const line = (what: string, { mean, low, high }: Interval): string =>
  `${what.padEnd(9)} ${mean.toFixed(2)} (95 %: ${low.toFixed(2)} to ${high.toFixed(2)})`;

const report = (blocks: readonly Block[], spansEach: number): void => {
  const ratio = (value: (cost: Cost) => number): Interval =>
    ratioOf(blocks.map(({ a, b }) => ({ a: a.map(value), b: b.map(value) })));
  say(`Processor time with every request recorded, of that with none; ${spansEach.toFixed(1)} spans a request:`);
  say(
    line(
      'service',
      ratio(({ service }) => service),
    ),
  );
  say(
    line(
      'sidecar',
      ratio(({ sidecar }) => sidecar),
    ),
  );
  say(line('both', ratio(sum)));
};

/** One sidecar finds the other some moments after both are ready, and leaves it alone for a while if it did not. */
const untilServed = async (subject: Subject): Promise<void> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask(subject, false);
    } catch (error) {
      if (tries === 30) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
};

const measure = async (shop: Shop, receiver: OtlpReceiver, blocks: number, requests: number): Promise<void> => {
  const token = shop.secrets['dapr-api-token'];
  const subject = { app: shop.app('product'), caller: shop.app('gateway'), token };
  await untilServed(subject);
  await round(subject, requests, true);
  await round(subject, requests, false);
  const done: Block[] = [];
  while (done.length < blocks) done.push(await blockOf(subject, requests));
  const recorded = requests * (2 * blocks + 1);
  report(done, receiver.spans.length / recorded);
};

/** What it costs a service and two sidecars to record and send the spans of a request between services: the smallest one, so that its share is the largest. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { blocks, requests } = numbersOf('tracing', args, options);
  const receiver = await startOtlpReceiver({ keep: 10_000_000 });
  const shop = await startShop({ only: ['gateway', 'product'], env: { ...receiver.env } });
  try {
    await measure(shop, receiver, blocks, requests);
  } finally {
    await shop.stop();
    await receiver.close();
  }
};
