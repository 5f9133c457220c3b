import { type KeptAlive, keepAlive, type Shop, startShop } from '@mercato/testkit/process';
import { type Finding, settleAndCheck, summaryOf } from '@mercato/conservation';
import { ShopClient as CheckingClient } from '../../tests/support/shop-client.ts';
import { firstAdminOf } from '../../tests/support/session.ts';
import { drained, everybodyUp, settleMs } from '../chaos/afterwards.ts';
import { processNames } from '../chaos/saboteur.ts';
import { sabotage } from '../chaos/sabotage.ts';
import { scheduleOf } from '../chaos/schedule.ts';
import { generateCatalogue } from '../seed/catalogue.ts';
import { ShopClient } from '../seed/shop-client.ts';
import { say } from '../shared/progress.ts';

const [productCount, batch] = [200, 100];
/** Nothing is to run out that nobody wants to run out. */
const stock = 1_000_000;
/** Of every queue, so that what a killed process held comes back while somebody looks. */
const chaosVisibilitySeconds = 15;

const fill = async (shop: Shop): Promise<void> => {
  const client = new ShopClient(shop.url, firstAdminOf(shop));
  const products = generateCatalogue(productCount).map((product) => ({ ...product, stock }));
  for (let from = 0; from < products.length; from += batch)
    await client.import(products.slice(from, from + batch), `load-${from}`);
  while ((await client.countProducts()) < products.length) await new Promise((resolve) => setTimeout(resolve, 200));
};

/** On free ports, with products enough. With `broken` it can be broken, and mends itself as in a cluster. */
export const startOwnShop = async (
  broken: boolean,
): Promise<{ readonly shop: Shop; readonly stop: () => Promise<void> }> => {
  const env = { SHIPPING_DISPATCH_AFTER_MS: '3000', SHIPPING_DELIVER_AFTER_MS: '2000' };
  const chaos = {
    faultProxy: true,
    visibilitySeconds: chaosVisibilitySeconds,
    replicas: { order: 2, product: 2, payment: 2 },
  };
  const shop = await startShop({ env, ...(broken ? chaos : {}) });
  let kept: KeptAlive | undefined;
  const stop = async (): Promise<void> => {
    await kept?.stop();
    await shop.stop();
  };
  try {
    await fill(shop);
    if (broken) kept = keepAlive(shop);
    return { shop, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

export interface Breaking {
  readonly seed: number;
  readonly kills: number;
  /** How long the load lasts. */
  readonly ms: number;
}

/** Spread over the load, from now on. */
export const breakIt = async (shop: Shop, { seed, kills, ms }: Breaking): Promise<void> => {
  const processes = processNames(shop.apps.map(({ name }) => name));
  // Pauses and broken lines come on top of the kills.
  const everyMs = (ms * 0.8) / (kills * 1.5);
  const planned = scheduleOf({ seed, kills, processes, everyMs });
  const began = performance.now();
  await sabotage(shop, { planned, now: () => performance.now() - began, say });
};

/** What is wrong with the books of a shop once it is quiet. */
export const checkShop = async (shop: Shop, accepted: readonly string[]): Promise<readonly Finding[]> => {
  say('… the load is over: waiting for quiet, then checking the books');
  await everybodyUp(shop);
  const admin = await new CheckingClient(shop.url).signIn(firstAdminOf(shop));
  const sources = { client: (service: string) => admin.at(shop.app(service).url, shop.asGateway), sqs: shop.aws.sqs };
  await drained(shop, 2 * settleMs);
  const { facts, findings } = await settleAndCheck(sources, { accepted, poison: [] }, { waitMs: 2 * settleMs });
  for (const line of summaryOf(facts, findings)) say(line);
  return findings;
};
