import { cpSync } from 'node:fs';
import { productApi } from '@mercato/contracts/product';
import { type KeptAlive, keepAlive, type Shop, startShop } from '@mercato/testkit/process';
import { settleAndCheck, summaryOf } from '@mercato/conservation';
import { keepMailsOf } from '../../tests/support/letters.ts';
import { mailsTo } from '../../tests/support/mailbox.ts';
import { firstAdminOf } from '../../tests/support/session.ts';
import { ShopClient } from '../../tests/support/shop-client.ts';
import { newShopper } from '../../tests/support/shopper.ts';
import { checkIndexes } from '../replay/replay.ts';
import { generateCatalogue } from '../seed/catalogue.ts';
import { Random } from '../seed/random.ts';
import { drained, everybodyUp, settleMs } from './afterwards.ts';
import type { ChaosArguments } from './arguments.ts';
import { countDeliveries } from './deliveries.ts';
import { Ledger } from './ledger.ts';
import { runLoad } from './load.ts';
import { type ChaosReport, reportOf, visibilityMs } from './report.ts';
import { processNames } from './saboteur.ts';
import { sabotage } from './sabotage.ts';
import { type Fault, scheduleOf } from './schedule.ts';
import { type Market, visit } from './shopping.ts';

export interface ChaosOptions extends Omit<ChaosArguments, 'dryRun'> {
  readonly say: (line: string) => void;
  /** Instead of a schedule made from the seed. */
  readonly faults?: readonly Fault[];
  /** Where the logs of a run go that found something. */
  readonly keepLogsIn?: string;
}

const [hotProducts, otherProducts, shopperCount] = [4, 60, 8];
const patienceMs = 45_000;

const openMarket = async (client: ShopClient, admin: ShopClient, seed: number): Promise<Market> => {
  const products = generateCatalogue(hotProducts + otherProducts, seed);
  const body = { products };
  await admin.expect(productApi.importProducts, 200, { body, wait: 25 });
  const registered = await Promise.all(Array.from({ length: shopperCount }, () => newShopper(client)));
  const shoppers = registered.map(({ id: userId, client: their }) => ({ userId, client: their }));
  const ids = products.map(({ id }) => id);
  const [hot, others] = [ids.slice(0, hotProducts), ids.slice(hotProducts)];
  return {
    ledger: new Ledger(),
    random: new Random(seed),
    admin: { client: admin },
    shoppers,
    hot,
    others,
    patienceMs,
    placed: [],
  };
};

/** What is to be done to a shop, by the schedule of its seed unless it is given. */
const plannedFor = (shop: Shop, options: ChaosOptions): readonly Fault[] =>
  options.faults ?? scheduleOf({ ...options, processes: processNames(shop.apps.map(({ name }) => name)) });

const underLoad = async <T>(market: Market, rate: number, work: () => Promise<T>): Promise<T> => {
  const stop = new AbortController();
  const { random } = market;
  const load = runLoad({ visit: () => visit(market), perSecond: rate, random, signal: stop.signal });
  try {
    return await work();
  } finally {
    stop.abort();
    await load;
  }
};

const chaosOn = async (shop: Shop, options: ChaosOptions): Promise<ChaosReport> => {
  const client = new ShopClient(shop.url);
  keepMailsOf(shop.url, (address) => mailsTo(shop, address));
  const admin = await client.signIn(firstAdminOf(shop));
  const market = await openMarket(client, admin, options.seed);
  const [planned, now] = [plannedFor(shop, options), () => market.ledger.now()];
  const faults = await underLoad(market, options.rate, () => sabotage(shop, { planned, now, say: options.say }));
  options.say('… the load is over: waiting for quiet, then checking');
  await everybodyUp(shop);
  const sources = { client: (service: string) => admin.at(shop.app(service).url, shop.asGateway), sqs: shop.aws.sqs };
  const accepted = [...client.acceptedOrders];
  const waitMs = settleMs + 2 * visibilityMs(options);
  await drained(shop, waitMs);
  const { facts, findings } = await settleAndCheck(sources, { accepted, poison: [] }, { waitMs });
  for (const line of summaryOf(facts, findings)) options.say(line);
  const indexes = await checkIndexes(sources.client, { waitMs });
  const deliveries = await countDeliveries(shop.logFolder);
  const { say: _say, keepLogsIn, faults: _faults, ...asked } = options;
  const ledger = market.ledger;
  const report = reportOf({ options: asked, ledger, accepted, faults, facts, findings, indexes, deliveries });
  if (findings.length + indexes.length + report.requests.mistakes.length > 0 && keepLogsIn)
    cpSync(shop.logFolder, keepLogsIn, { recursive: true });
  return report;
};

/** Starts a shop of its own, breaks it under load, and finds out whether anything was lost. */
export const runChaos = async (options: ChaosOptions): Promise<ChaosReport> => {
  const { replicas, visibilitySeconds } = options;
  const shop = await startShop({
    replicas: { ...replicas },
    faultProxy: true,
    ...(visibilitySeconds === undefined ? {} : { visibilitySeconds }),
    env: { SHIPPING_DISPATCH_AFTER_MS: '3000', SHIPPING_DELIVER_AFTER_MS: '2000' },
  });
  let kept: KeptAlive | undefined;
  try {
    kept = keepAlive(shop);
    return await chaosOn(shop, options);
  } finally {
    await kept?.stop();
    await shop.stop();
  }
};
